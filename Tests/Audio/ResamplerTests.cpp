#include "Audio/Resampler.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sine;

namespace
{
/** The part of `samples` that a sine of this frequency explains, and what is left, as RMS; the ends are left out. */
struct SineFit
{
    double level = 0.0;
    double rest = 0.0;
};

SineFit fitSine (const MonoAudio& audio, double hz)
{
    const std::size_t edge = 2000;
    const auto turn = [&] (std::size_t i) {
        return 2.0 * std::numbers::pi * hz * static_cast<double> (i) / audio.sampleRate;
    };
    double ss = 0.0, cc = 0.0, sc = 0.0, xs = 0.0, xc = 0.0, xx = 0.0;

    for (std::size_t i = edge; i + edge < audio.samples.size(); ++i)
    {
        const double s = std::sin (turn (i)), c = std::cos (turn (i)), x = audio.samples[i];
        ss += s * s;
        cc += c * c;
        sc += s * c;
        xs += x * s;
        xc += x * c;
        xx += x * x;
    }

    const double determinant = ss * cc - sc * sc;
    const double a = (xs * cc - xc * sc) / determinant;
    const double b = (xc * ss - xs * sc) / determinant;
    const auto count = static_cast<double> (audio.samples.size() - 2 * edge);
    return { std::hypot (a, b), std::sqrt (std::max (0.0, xx - a * xs - b * xc) / count) };
}

double rmsOf (const MonoAudio& audio)
{
    double sum = 0.0;

    for (std::size_t i = 2000; i + 2000 < audio.samples.size(); ++i)
        sum += static_cast<double> (audio.samples[i]) * audio.samples[i];

    return std::sqrt (sum / static_cast<double> (audio.samples.size() - 4000));
}

double decibels (double ratio)
{
    return 20.0 * std::log10 (std::max (ratio, 1e-12));
}
} // namespace

TEST_CASE ("the same rate gives the same samples")
{
    const auto audio = audiotest::noise (1000);
    CHECK (resample (audio, 44100).samples == audio.samples);
}

TEST_CASE ("the new length is the rounded product of length and ratio, also for tiny sounds")
{
    for (const std::size_t length : { 0u, 1u, 2u, 17u, 32768u })
        for (const auto rate : { 1000, 8000, 22050, 48000, 96000, 384000 })
        {
            const auto result = resample (audiotest::noise (length), rate);
            CAPTURE (length, rate);
            CHECK (result.sampleRate == rate);
            CHECK (result.samples.size()
                   == static_cast<std::size_t> (std::llround (static_cast<double> (length) * rate / 44100.0)));
        }
}

TEST_CASE ("a sine keeps its level, its phase and its purity from 44.1 to 48 kHz and to 96 kHz")
{
    for (const auto rate : { 48000, 96000 })
        for (const auto hz : { 50.0, 1000.0, 15000.0 })
        {
            CAPTURE (rate, hz);
            const auto result = resample (sine (hz, 1.0), rate);
            const auto fit = fitSine (result, hz);
            CHECK (std::abs (decibels (fit.level / 0.5)) < 0.01);
            CHECK (decibels (fit.rest / fit.level) < -90.0);
            CHECK (audiotest::largestDifference (
                       std::vector<float> (result.samples.begin() + 2000, result.samples.end() - 2000),
                       [&] {
                           const auto ideal = sine (hz, 1.0, rate).samples;
                           return std::vector<float> (ideal.begin() + 2000, ideal.end() - 2000);
                       }())
                   < 1e-3);
        }
}

TEST_CASE ("what lies above half the new rate is gone, not folded down")
{
    CHECK (decibels (rmsOf (resample (sine (20000.0, 1.0, 48000), 22050)) / 0.354) < -90.0);
    CHECK (decibels (rmsOf (resample (sine (12000.0, 1.0), 22050)) / 0.354) < -90.0);
}

TEST_CASE ("a click stays where it was")
{
    MonoAudio click { std::vector<float> (4410), 44100 };
    click.samples[2205] = 1.0f;
    const auto result = resample (click, 88200).samples;
    CHECK (std::max_element (result.begin(), result.end()) - result.begin() == 4410);
}

TEST_CASE ("there and back again is the same sound")
{
    const auto audio = sine (700.0, 0.5);
    const auto back = resample (resample (audio, 96000), 44100);
    REQUIRE (back.samples.size() == audio.samples.size());
    double largest = 0.0;

    for (std::size_t i = 1000; i + 1000 < audio.samples.size(); ++i)
        largest = std::max (largest, static_cast<double> (std::abs (audio.samples[i] - back.samples[i])));

    CHECK (largest < 1e-4);
}

TEST_CASE ("the widest step, 1 kHz to 384 kHz, works although it is more than libsamplerate does at once")
{
    const auto result = resample (sine (50.0, 1.0, 1000), 384000);
    CHECK (result.samples.size() == 384000);
    CHECK (fitSine (result, 50.0).level == Approx (0.5).epsilon (0.01));
}

TEST_CASE ("a ratio of two lowers the pitch by an octave, in both qualities")
{
    for (const auto quality : { ResampleQuality::best, ResampleQuality::fast })
    {
        const auto audio = sine (1000.0, 0.5);
        const MonoAudio slow { resampleByRatio (audio.samples, 2.0, quality), 44100 };
        CHECK (slow.samples.size() == 2 * audio.samples.size());
        CHECK (fitSine (slow, 500.0).level == Approx (0.5).epsilon (0.01));
        CHECK (decibels (fitSine (slow, 500.0).rest) < -80.0);
    }
}

TEST_CASE ("rates and ratios outside their range are wrong usage")
{
    CHECK_THROWS_AS (resample (audiotest::noise (10), 999), UsageError);
    CHECK_THROWS_AS (resample (audiotest::noise (10), 384001), UsageError);
    CHECK_THROWS_AS (resample ({ { 0.5f }, 0 }, 44100), UsageError);

    for (const auto ratio : { 0.0, -1.0, 0.0624, 16.01, std::nan ("") })
        CHECK_THROWS_AS (resampleByRatio ({ 0.5f, 0.5f }, ratio, ResampleQuality::fast), UsageError);

    CHECK (resampleByRatio (std::vector<float> (160), 1.0 / 16.0, ResampleQuality::fast).size() == 10);
    CHECK (resampleByRatio (std::vector<float> (10), 16.0, ResampleQuality::fast).size() == 160);
}
