#include "Audio/Resampler.h"

#include "Support/Error.h"

#include <cmath>
#include <samplerate.h>

namespace stochastick
{
namespace
{
constexpr int lowestRateHz = 1000;
constexpr int highestRateHz = 384000;
constexpr double greatestRatio = 16.0;

/** The converter ends a few samples early or late; the length asked for holds. */
std::vector<float> convert (const std::vector<float>& samples, double ratio, int converter)
{
    const auto length = static_cast<std::size_t> (std::llround (static_cast<double> (samples.size()) * ratio));
    std::vector<float> converted (length);

    if (length == 0)
        return converted;

    SRC_DATA data {};
    data.data_in = samples.data();
    data.input_frames = static_cast<long> (samples.size());
    data.data_out = converted.data();
    data.output_frames = static_cast<long> (length);
    data.src_ratio = ratio;

    if (const int failure = src_simple (&data, converter, 1); failure != 0)
        throw Error ("Cannot change the sample rate by " + std::to_string (ratio) + ": " + src_strerror (failure));

    return converted;
}

void checkRate (int sampleRate)
{
    if (sampleRate < lowestRateHz || sampleRate > highestRateHz)
        throw UsageError ("Cannot change the sample rate: " + std::to_string (sampleRate)
                          + " Hz is outside 1000 to 384000 Hz.");
}
} // namespace

MonoAudio resample (const MonoAudio& audio, int sampleRate)
{
    checkRate (audio.sampleRate);
    checkRate (sampleRate);

    if (sampleRate == audio.sampleRate)
        return audio;

    const double ratio = static_cast<double> (sampleRate) / audio.sampleRate;

    if (src_is_valid_ratio (ratio) == 0) // libsamplerate goes to 256, 1 kHz to 384 kHz is more
        return resample (resample (audio, 44100), sampleRate);

    return { convert (audio.samples, ratio, SRC_SINC_BEST_QUALITY), sampleRate };
}

std::vector<float> resampleByRatio (const std::vector<float>& samples, double ratio, ResampleQuality quality)
{
    if (! (ratio >= 1.0 / greatestRatio && ratio <= greatestRatio))
        throw UsageError ("Cannot resample by " + std::to_string (ratio) + ": the ratio must lie in 1/16 to 16.");

    return convert (samples, ratio, quality == ResampleQuality::best ? SRC_SINC_BEST_QUALITY : SRC_SINC_FASTEST);
}
} // namespace stochastick
