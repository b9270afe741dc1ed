#include "Audio/Shaping.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>
#include <numeric>

using namespace stochastick;

namespace
{
/** A decaying sine of 180 Hz with `lead` seconds of silence before it. */
MonoAudio drum (double seconds = 0.8, double lead = 0.0, double offset = 0.0)
{
    auto audio = audiotest::sine (180.0, seconds, 44100, 0.8);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *= std::exp (-static_cast<float> (i) / 3000.0f);

    audio.samples.insert (audio.samples.begin(), static_cast<std::size_t> (lead * 44100), 0.0f);

    for (auto& sample : audio.samples)
        sample += static_cast<float> (offset);

    return audio;
}

double meanOf (const std::vector<float>& samples, std::size_t first = 0)
{
    return std::accumulate (samples.begin() + static_cast<std::ptrdiff_t> (first), samples.end(), 0.0)
           / static_cast<double> (samples.size() - first);
}

float peakOf (const std::vector<float>& samples)
{
    float peak = 0.0f;

    for (const auto sample : samples)
        peak = std::max (peak, std::abs (sample));

    return peak;
}
} // namespace

TEST_CASE ("a constant offset is removed from the first to the last sample")
{
    auto shifted = drum (0.8, 0.1, 0.2);
    auto plain = drum (0.8, 0.1);
    removeDc (shifted);
    removeDc (plain);

    CHECK (audiotest::largestDifference (shifted.samples, plain.samples) < 1e-5);
    CHECK (std::abs (shifted.samples.front()) < 1e-5f);
    CHECK (std::abs (shifted.samples.back()) < 1e-5f);
}

TEST_CASE ("an offset under the hit alone is removed and the tail stays silent")
{
    auto audio = drum (1.5, 0.05);

    for (std::size_t i = 2205; i < 8000; ++i)
        audio.samples[i] += 0.05f;

    const auto before = meanOf (audio.samples);
    removeDc (audio);

    CHECK (std::abs (meanOf (audio.samples)) < 0.01 * before);
    CHECK (std::abs (meanOf (audio.samples, audio.samples.size() - 4410)) < 1e-5);
    CHECK (peakOf ({ audio.samples.begin(), audio.samples.begin() + 2205 }) < 1e-5f);
}

TEST_CASE ("removing the offset of a drum without one lowers its peak by less than 0.2 dB")
{
    const auto before = drum();
    auto after = before;
    removeDc (after);
    CHECK (20.0 * std::log10 (peakOf (after.samples) / peakOf (before.samples)) == Approx (0.0).margin (0.2));
}

TEST_CASE ("silence and the empty sound pass through all shaping")
{
    for (const std::size_t length : { 0u, 1u, 1000u })
    {
        MonoAudio audio { std::vector<float> (length), 44100 };
        removeDc (audio);
        trimOnset (audio, -40.0, 0.001);
        fadeIn (audio, 0.01);
        fadeOut (audio, 0.01);
        fadeTail (audio, -60.0, 0.01);
        cutLateRise (audio, 0.016, 6.0);
        normalisePeak (audio, -1.0);
        CHECK (audio.samples == std::vector<float> (length));
    }
}

TEST_CASE ("the onset is trimmed to what is kept before it")
{
    auto audio = drum (0.5, 0.2);
    const auto length = audio.samples.size();
    trimOnset (audio, -40.0, 0.002);
    CHECK (length - audio.samples.size() == Approx (8820 - 88 + 1).margin (2));
    CHECK (audio.samples[40] == 0.0f);
    CHECK (audio.samples[100] != 0.0f);

    auto immediate = drum (0.1);
    const auto before = immediate.samples;
    trimOnset (immediate, -60.0, 0.5);
    CHECK (immediate.samples == before);
}

TEST_CASE ("fades are raised cosines that begin or end at zero")
{
    MonoAudio in { std::vector<float> (1000, 1.0f), 1000 };
    auto out = in;
    fadeIn (in, 0.1);
    fadeOut (out, 0.1);

    CHECK (in.samples[0] == 0.0f);
    CHECK (in.samples[50] == Approx (0.5));
    CHECK (in.samples[25] == Approx (0.5 - 0.5 * std::cos (std::numbers::pi / 4.0)));
    CHECK (in.samples[100] == 1.0f);
    CHECK (std::vector<float> (out.samples.rbegin(), out.samples.rend()) == in.samples);
}

TEST_CASE ("a tail fades to silence after the last 10 ms that reach the threshold")
{
    // 0.1 s at full scale, then 0.9 s of a hum at -66 dB, which is -69 dB in RMS
    MonoAudio audio { std::vector<float> (44100), 44100 };

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] = static_cast<float> ((i < 4410 ? 1.0 : 5e-4) * std::sin (0.1 * static_cast<double> (i)));

    const auto before = audio.samples;
    auto kept = audio;
    fadeTail (audio, -60.0, 0.05);
    fadeTail (kept, -75.0, 0.05);

    CHECK (kept.samples == before);
    CHECK (std::equal (before.begin(), before.begin() + 4410, audio.samples.begin()));
    CHECK (audio.samples[6000] == Approx (before[6000] * (0.5 + 0.5 * std::cos (std::numbers::pi * (6000 - 4410) / 2205))));
    CHECK (std::all_of (audio.samples.begin() + 4410 + 2205, audio.samples.end(), [] (float x) { return x == 0.0f; }));
}

TEST_CASE ("what rises in the last moment of a sound is cut, and nothing else")
{
    const auto dying = drum (0.5);
    auto same = dying;
    cutLateRise (same, 0.016, 6.0);
    CHECK (same.samples == dying.samples);

    auto risen = dying;
    const auto count = risen.samples.size(), burst = count - 600;

    for (auto i = burst; i < count; ++i)
        risen.samples[i] += i % 2 == 0 ? 0.3f : -0.3f;

    cutLateRise (risen, 0.016, 6.0);
    const auto cut = count - 706, faded = cut - 441;
    const auto at = [] (auto& samples, std::size_t place) { return samples.begin() + static_cast<std::ptrdiff_t> (place); };
    CHECK (std::equal (dying.samples.begin(), at (dying.samples, faded), risen.samples.begin()));
    CHECK (std::all_of (at (risen.samples, cut), risen.samples.end(), [] (float x) { return x == 0.0f; }));

    MonoAudio tiny { std::vector<float> (700, 0.0f), 44100 };
    tiny.samples.back() = 1.0f;
    const auto before = tiny.samples;
    cutLateRise (tiny, 0.016, 6.0);
    CHECK (tiny.samples == before);
}

TEST_CASE ("a fade longer than the sound covers all of it, a negative one nothing")
{
    MonoAudio audio { std::vector<float> (10, 1.0f), 1000 };
    fadeOut (audio, -1.0);
    CHECK (audio.samples == std::vector<float> (10, 1.0f));
    fadeOut (audio, 5.0);
    CHECK (audio.samples.back() == 0.0f);
    CHECK (std::is_sorted (audio.samples.rbegin(), audio.samples.rend()));
}

TEST_CASE ("the peak is normalised to the level asked for")
{
    for (const auto level : { 0.0, -1.0, -20.0 })
    {
        auto audio = drum();
        normalisePeak (audio, level);
        CHECK (20.0 * std::log10 (peakOf (audio.samples)) == Approx (level).margin (1e-4));
    }
}

TEST_CASE ("a longer sound is cut with a fade, a shorter one continues in silence")
{
    MonoAudio ones { std::vector<float> (1000, 1.0f), 1000 };
    auto cut = ones;
    fitLength (cut, 500, 0.1);
    REQUIRE (cut.samples.size() == 500);
    CHECK (cut.samples[399] == 1.0f);
    CHECK (cut.samples[450] == Approx (0.5f).margin (0.02));
    CHECK (cut.samples.back() == 0.0f);

    fitLength (ones, 1500, 0.1);
    REQUIRE (ones.samples.size() == 1500);
    CHECK (ones.samples[999] == 1.0f);
    CHECK (ones.samples[1000] == 0.0f);

    fitLength (ones, 0, 0.1);
    CHECK (ones.samples.empty());
}
