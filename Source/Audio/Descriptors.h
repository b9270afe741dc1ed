#pragma once

#include "Audio/Features.h"

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** A property of a drum that a person may ask for and a model may be conditioned on. */
struct Descriptor
{
    std::string key;  ///< on the command line, in recipes and in model files
    std::string name; ///< for people
    std::string unit;
    std::string help;
    double (*of) (const DrumFeatures& features);
    bool logarithmic; ///< equal ratios are equal steps
};

/** Decay, brightness, loudness. The order is that of the columns of a network's condition: new ones go to the end. */
const std::vector<Descriptor>& allDescriptors();

const Descriptor& descriptorFromKey (std::string_view key); ///< throws UsageError with the nearest known key

/** Its value on the scale on which equal steps sound alike: logarithmic ones as ln, from 1e-6 up. */
double onScale (const Descriptor& descriptor, double value);
double fromScale (const Descriptor& descriptor, double position);
} // namespace stochastick
