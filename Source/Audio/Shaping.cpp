#include "Audio/Shaping.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace stochastick
{
namespace
{
double gainOf (double decibels)
{
    return std::pow (10.0, decibels / 20.0);
}

std::size_t samplesIn (const MonoAudio& audio, double seconds)
{
    const auto count = static_cast<std::size_t> (std::llround (std::max (0.0, seconds) * audio.sampleRate));
    return std::min (count, audio.samples.size());
}

/** From 0 to almost 1 over `length` samples. */
float raisedCosine (std::size_t index, std::size_t length)
{
    const auto phase = std::numbers::pi * static_cast<double> (index) / static_cast<double> (length);
    return static_cast<float> (0.5 - 0.5 * std::cos (phase));
}
} // namespace

float peakOf (const MonoAudio& audio)
{
    float peak = 0.0f;

    for (const auto sample : audio.samples)
        peak = std::max (peak, std::abs (sample));

    return peak;
}

void removeDc (MonoAudio& audio)
{
    constexpr double restSeconds = 0.05;
    constexpr double cutoffHz = 5.0;

    if (audio.samples.empty())
        return;

    const auto tail = std::max<std::size_t> (1, samplesIn (audio, restSeconds));
    const auto rest = std::accumulate (audio.samples.end() - static_cast<std::ptrdiff_t> (tail), audio.samples.end(), 0.0)
                      / static_cast<double> (tail);
    const double pole = std::exp (-2.0 * std::numbers::pi * cutoffHz / audio.sampleRate);
    double last = 0.0;
    double out = 0.0;

    for (auto& sample : audio.samples)
    {
        const double in = sample - rest;
        out = 0.5 * (1.0 + pole) * (in - last) + pole * out;
        last = in;
        sample = static_cast<float> (out);
    }
}

void trimOnset (MonoAudio& audio, double thresholdDb, double keepSeconds)
{
    auto& samples = audio.samples;
    const auto threshold = peakOf (audio) * gainOf (std::min (0.0, thresholdDb));

    if (threshold == 0.0)
        return;

    const auto onset = std::find_if (samples.begin(), samples.end(), [=] (float x) { return std::abs (x) >= threshold; });
    const auto keep = std::min (onset - samples.begin(), static_cast<std::ptrdiff_t> (samplesIn (audio, keepSeconds)));
    samples.erase (samples.begin(), onset - keep);
}

void fadeIn (MonoAudio& audio, double seconds)
{
    const auto length = samplesIn (audio, seconds);

    for (std::size_t i = 0; i < length; ++i)
        audio.samples[i] *= raisedCosine (i, length);
}

void fadeOut (MonoAudio& audio, double seconds)
{
    const auto length = samplesIn (audio, seconds);

    for (std::size_t i = 0; i < length; ++i)
        audio.samples[audio.samples.size() - 1 - i] *= raisedCosine (i, length);
}

void fadeTail (MonoAudio& audio, double thresholdDb, double seconds)
{
    auto& samples = audio.samples;
    const auto span = std::max<std::size_t> (1, samplesIn (audio, 0.01));
    const auto threshold = static_cast<double> (span) * std::pow (peakOf (audio) * gainOf (thresholdDb), 2.0);
    auto end = samples.size();

    const auto energyBefore = [&] (std::size_t place) {
        const auto last = samples.begin() + static_cast<std::ptrdiff_t> (place);
        return std::inner_product (last - static_cast<std::ptrdiff_t> (span), last,
                                   last - static_cast<std::ptrdiff_t> (span), 0.0);
    };

    while (end >= span && energyBefore (end) < threshold)
        end -= span;

    const auto length = samplesIn (audio, seconds);

    for (auto i = end; i < samples.size(); ++i)
        samples[i] *= i < end + length ? raisedCosine (end + length - i, length) : 0.0f;
}

void cutLateRise (MonoAudio& audio, double seconds, double riseDb)
{
    auto& samples = audio.samples;
    const auto last = samplesIn (audio, seconds), before = samplesIn (audio, 0.05), fade = samplesIn (audio, 0.01);

    if (last == 0 || samples.size() < last + before + 1)
        return;

    const auto start = samples.size() - last;
    const auto power = [&] (std::size_t from, std::size_t to) {
        double sum = 0.0;

        for (auto i = from; i < to; ++i)
            sum += std::pow (static_cast<double> (samples[i]) - static_cast<double> (samples[i - 1]), 2.0);

        return sum / static_cast<double> (to - from);
    };

    if (power (start, samples.size()) <= power (start - before, start) * std::pow (10.0, riseDb / 10.0))
        return;

    for (auto i = start - fade; i < samples.size(); ++i)
        samples[i] *= i < start ? raisedCosine (start - i, fade) : 0.0f;
}

void normalisePeak (MonoAudio& audio, double peakDb)
{
    const auto peak = peakOf (audio);

    if (peak == 0.0f)
        return;

    const auto gain = gainOf (peakDb) / peak;

    for (auto& sample : audio.samples)
        sample = static_cast<float> (sample * gain);
}

void changeLevel (MonoAudio& audio, double decibels)
{
    const auto gain = gainOf (decibels);

    for (auto& sample : audio.samples)
        sample = static_cast<float> (sample * gain);
}

void fitLength (MonoAudio& audio, std::size_t samples, double fadeSeconds)
{
    const bool cuts = audio.samples.size() > samples;
    audio.samples.resize (samples);

    if (cuts)
        fadeOut (audio, fadeSeconds);
}
} // namespace stochastick
