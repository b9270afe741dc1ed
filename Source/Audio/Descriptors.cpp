#include "Audio/Descriptors.h"

#include "Support/KeyedTable.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
const std::vector<Descriptor>& allDescriptors()
{
    static const std::vector<Descriptor> table {
        { "decay", "Decay", "s", "seconds until it has fallen by 40 dB",
          [] (const DrumFeatures& f) { return f.decaySeconds; }, true },
        { "brightness", "Brightness", "Hz", "spectral centroid in Hz", [] (const DrumFeatures& f) { return f.brightnessHz; },
          true },
        { "loudness", "Loudness", "LUFS", "LUFS of the loudest 100 ms, at a peak of -1 dBFS",
          [] (const DrumFeatures& f) { return f.loudnessDb - f.peakDb - 1.0; }, false },
    };

    return table;
}

const Descriptor& descriptorFromKey (std::string_view key)
{
    return rowWithKey (allDescriptors(), "descriptor", key);
}

double onScale (const Descriptor& descriptor, double value)
{
    return descriptor.logarithmic ? std::log (std::max (value, 1e-6)) : value;
}

double fromScale (const Descriptor& descriptor, double position)
{
    return descriptor.logarithmic ? std::exp (position) : position;
}
} // namespace stochastick
