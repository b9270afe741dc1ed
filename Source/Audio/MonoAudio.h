#pragma once

#include <cstdint>
#include <vector>

namespace stochastick
{
/** A mono sound in memory. Full scale is ±1. A plain value: any thread. */
struct MonoAudio
{
    std::vector<float> samples;
    int sampleRate = 44100; ///< Hz

    double seconds() const { return static_cast<double> (samples.size()) / sampleRate; }
};
} // namespace stochastick
