#include "Audio/Features.h"
#include "Audio/SpectrumAnalyser.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stochastick
{
namespace
{
constexpr double lowestDb = -120.0;

double decibels (double power)
{
    return std::max (lowestDb, 10.0 * std::log10 (std::max (1e-30, power)));
}

double meanPower (const std::vector<float>& samples, std::size_t first)
{
    const auto sum = std::accumulate (samples.begin() + static_cast<std::ptrdiff_t> (first), samples.end(), 0.0,
                                      [] (double total, double x) { return total + x * x; });
    return sum / static_cast<double> (samples.size() - first);
}

/** The moving average of the power over 10 ms, centred. */
std::vector<double> envelopeOf (const MonoAudio& audio)
{
    const auto reach = static_cast<std::size_t> (0.005 * audio.sampleRate);
    const auto length = audio.samples.size();
    std::vector<double> sums (length + 1);

    for (std::size_t i = 0; i < length; ++i)
        sums[i + 1] = sums[i] + static_cast<double> (audio.samples[i]) * audio.samples[i];

    std::vector<double> envelope (length);

    for (std::size_t i = 0; i < length; ++i)
        envelope[i] = sums[std::min (length, i + reach + 1)] - sums[i - std::min (i, reach)];

    return envelope;
}

double decayOf (const MonoAudio& audio)
{
    const auto envelope = envelopeOf (audio);
    const auto peak = std::max_element (envelope.begin(), envelope.end());
    const auto last = std::find_if (envelope.rbegin(), envelope.rend(), [threshold = *peak * 1e-4] (double power) {
                          return power > threshold;
                      }).base();
    return static_cast<double> (last - peak) / audio.sampleRate;
}

double brightnessOf (const MonoAudio& audio)
{
    constexpr int window = 1024;
    SpectrumAnalyser analyser (window, window);
    double weighted = 0.0;
    double total = 0.0;

    for (std::size_t centre = 0; centre < audio.samples.size() + window / 2; centre += window / 4)
    {
        const auto& power = analyser.powerAround (audio.samples, static_cast<std::ptrdiff_t> (centre));

        for (std::size_t k = 0; k < power.size(); ++k)
        {
            weighted += power[k] * static_cast<double> (k);
            total += power[k];
        }
    }

    return total > 0.0 ? weighted / total * audio.sampleRate / window : 0.0;
}

double onsetOf (const MonoAudio& audio, float peak)
{
    const float threshold = peak * 0.0316228f; // −30 dB
    const auto onset =
        std::find_if (audio.samples.begin(), audio.samples.end(), [=] (float x) { return std::abs (x) >= threshold; });
    return static_cast<double> (onset - audio.samples.begin()) / audio.sampleRate;
}
} // namespace

DrumFeatures measure (const MonoAudio& audio)
{
    const auto& samples = audio.samples;
    DrumFeatures features;
    float peak = 0.0f;

    for (const auto sample : samples)
        peak = std::max (peak, std::abs (sample));

    if (peak == 0.0f)
        return features;

    const auto tail = std::clamp<std::size_t> (static_cast<std::size_t> (0.05 * audio.sampleRate), 1, samples.size());
    features.onsetSeconds = onsetOf (audio, peak);
    features.decaySeconds = decayOf (audio);
    features.brightnessHz = brightnessOf (audio);
    features.peakDb = decibels (static_cast<double> (peak) * peak);
    features.rmsDb = decibels (meanPower (samples, 0));
    features.tailDb = decibels (meanPower (samples, samples.size() - tail));
    features.dc = std::accumulate (samples.begin(), samples.end(), 0.0) / static_cast<double> (samples.size());
    return features;
}
} // namespace stochastick
