#include "Audio/Features.h"
#include "Audio/Shaping.h"
#include "Audio/SpectrumAnalyser.h"

#include <algorithm>
#include <cmath>
#include <ebur128.h>
#include <memory>
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
    std::vector<double> sums { 0.0 };
    sums.reserve (length + 1);

    for (const double sample : audio.samples)
        sums.push_back (sums.back() + sample * sample);

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

/** A hit is heard as loud as its energy over about 100 ms; BS.1770's own 400 ms would call every closed hat faint. */
double loudnessOf (const MonoAudio& audio)
{
    constexpr unsigned long windowMs = 100;
    const auto close = [] (ebur128_state* state) { ebur128_destroy (&state); };
    const std::unique_ptr<ebur128_state, decltype (close)> meter (
        ebur128_init (1, static_cast<unsigned long> (audio.sampleRate), EBUR128_MODE_M), close);

    if (meter == nullptr)
        return lowestDb;

    const auto hop = std::max<std::size_t> (1, static_cast<std::size_t> (audio.sampleRate / 100));
    auto samples = audio.samples;
    samples.resize (std::max (samples.size(), 10 * hop)); // at least one window
    double loudest = lowestDb;

    for (std::size_t i = 0; i < samples.size(); i += hop)
    {
        double loudness = lowestDb;
        ebur128_add_frames_float (meter.get(), samples.data() + i, std::min (hop, samples.size() - i));
        ebur128_loudness_window (meter.get(), windowMs, &loudness); // the meter's past begins with silence
        loudest = std::max (loudest, loudness);
    }

    return loudest;
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
    const auto peak = peakOf (audio);

    if (peak == 0.0f)
        return features;

    const auto tail = std::clamp<std::size_t> (static_cast<std::size_t> (0.05 * audio.sampleRate), 1, samples.size());
    features.onsetSeconds = onsetOf (audio, peak);
    features.decaySeconds = decayOf (audio);
    features.brightnessHz = brightnessOf (audio);
    features.peakDb = decibels (static_cast<double> (peak) * peak);
    features.rmsDb = decibels (meanPower (samples, 0));
    features.loudnessDb = loudnessOf (audio);
    features.tailDb = decibels (meanPower (samples, samples.size() - tail));
    features.dc = std::accumulate (samples.begin(), samples.end(), 0.0) / static_cast<double> (samples.size());
    return features;
}
} // namespace stochastick
