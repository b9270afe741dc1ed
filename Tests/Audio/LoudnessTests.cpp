#include "Audio/Features.h"
#include "Audio/Shaping.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sine;

namespace
{
double loudnessOf (const MonoAudio& audio)
{
    return measure (audio).loudnessDb;
}

/** A full-scale sine of 1 kHz in the middle of half a second of silence. */
MonoAudio burst (double seconds)
{
    const auto tone = sine (1000.0, seconds, 44100, 1.0);
    MonoAudio audio { std::vector<float> (22050) };
    std::copy (tone.samples.begin(), tone.samples.end(), audio.samples.begin() + 8820);
    return audio;
}

constexpr double fullScaleSine = -3.01; // LUFS, 997 Hz in one channel (ITU-R BS.1770-4, annex 1)
} // namespace

TEST_CASE ("a long sine at full scale is as loud as BS.1770 says, at every sample rate")
{
    for (const int rate : { 44100, 48000, 96000 })
        for (const double seconds : { 0.11, 0.5, 1.0 })
        {
            CAPTURE (rate, seconds);
            CHECK (loudnessOf (sine (1000.0, seconds, rate, 1.0)) == Approx (fullScaleSine).margin (0.2));
        }
}

TEST_CASE ("a sine of half the amplitude is six decibels softer")
{
    auto quiet = sine (1000.0, 0.5, 44100, 1.0);
    const auto loud = loudnessOf (quiet);
    changeLevel (quiet, -6.0);

    CHECK (peakOf (quiet) == Approx (std::pow (10.0, -0.3)).epsilon (1e-4));
    CHECK (loudnessOf (quiet) == Approx (loud - 6.0).margin (0.01));
}

TEST_CASE ("a burst of 20 ms is as loud as its energy over 100 ms")
{
    CHECK (loudnessOf (burst (0.2)) == Approx (fullScaleSine).margin (0.2));
    CHECK (loudnessOf (burst (0.02)) == Approx (loudnessOf (burst (0.2)) + 10.0 * std::log10 (0.2)).margin (0.3));
}

TEST_CASE ("bass is heard softer than treble of the same level")
{
    const auto at = [] (double hz) { return loudnessOf (sine (hz, 0.5, 44100, 1.0)); };

    CHECK (at (40.0) < at (1000.0) - 2.0);
    CHECK (at (8000.0) > at (1000.0) + 2.0);
}

TEST_CASE ("loudness does not depend on what follows, and that of silence is the lowest")
{
    auto followed = burst (0.2);
    followed.samples.resize (100000);

    CHECK (loudnessOf (followed) == Approx (loudnessOf (burst (0.2))).margin (0.01));
    CHECK (loudnessOf ({ std::vector<float> (4410) }) == -120.0);
    CHECK (loudnessOf ({}) == -120.0);
}

TEST_CASE ("a sound shorter than the window is measured as if silence followed")
{
    const auto oneMillisecond = sine (1000.0, 0.001, 48000, 1.0);
    const auto oneSample = MonoAudio { { 1.0f }, 44100 };

    CHECK (loudnessOf (oneMillisecond) == Approx (fullScaleSine - 20.0).margin (1.5));
    CHECK (loudnessOf (oneSample) > -60.0);
    CHECK (loudnessOf (oneSample) < -20.0);
}

TEST_CASE ("the peak is the largest magnitude, and a change of level scales every sample")
{
    MonoAudio audio { { 0.25f, -0.5f, 0.0f } };
    CHECK (peakOf (audio) == 0.5f);
    CHECK (peakOf ({}) == 0.0f);
    changeLevel (audio, 20.0);
    CHECK (audio.samples == std::vector<float> { 2.5f, -5.0f, 0.0f });
    changeLevel (audio, 0.0);
    CHECK (audio.samples == std::vector<float> { 2.5f, -5.0f, 0.0f });
}
