#include "Audio/Features.h"

#include "Audio/AudioTestTools.h"
#include "Audio/MelScale.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::noise;
using audiotest::sine;

namespace
{
/** The band with the most energy in the middle frame. */
int loudestBand (const MelSpectrogram& mel)
{
    const auto row = mel.values.begin() + std::ptrdiff_t { mel.frames / 2 } * mel.bands;
    return static_cast<int> (std::max_element (row, row + mel.bands) - row);
}

/** The mean of one band over all frames but those at the ends. */
double meanOfBand (const MelSpectrogram& mel, int band)
{
    double sum = 0.0;

    for (int frame = 4; frame < mel.frames - 4; ++frame)
        sum += std::exp (mel.values[static_cast<std::size_t> (frame * mel.bands + band)]);

    return sum / (mel.frames - 8);
}

/** A sine whose amplitude falls by 1/e in `tau` seconds. */
MonoAudio decaying (double hz, double tau, double seconds)
{
    auto audio = sine (hz, seconds, 44100, 0.9);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *= static_cast<float> (std::exp (-static_cast<double> (i) / 44100.0 / tau));

    return audio;
}
} // namespace

TEST_CASE ("the mel scale has Slaney's values and its inverse")
{
    CHECK (melFromHz (0.0) == 0.0);
    CHECK (melFromHz (1000.0) == Approx (15.0));
    CHECK (melFromHz (6400.0) == Approx (42.0));
    CHECK (melFromHz (200.0) == Approx (3.0));

    for (const auto hz : { 0.0, 30.0, 999.0, 1001.0, 20000.0 })
        CHECK (hzFromMel (melFromHz (hz)) == Approx (hz));
}

TEST_CASE ("a mel spectrogram has the frames and bands that were asked for")
{
    const auto mel = logMel (noise (32768));
    CHECK (mel.bands == 64);
    CHECK (mel.frames == 129);
    CHECK (mel.values.size() == 64 * 129);
    CHECK (logMel (noise (0)).frames == 1);
    CHECK (logMel (noise (10), { .hop = 4, .bands = 3 }).frames == 3);
}

TEST_CASE ("silence reads the floor in every cell and no cell is below it")
{
    const auto floor = std::log (1e-10);

    for (const auto value : logMel ({ std::vector<float> (5000), 44100 }).values)
        REQUIRE (value == Approx (floor));

    for (const auto value : logMel (sine (100.0, 0.2)).values)
        REQUIRE (value >= Approx (floor));
}

TEST_CASE ("a higher sine lights a higher band, near its own mel")
{
    const double low = melFromHz (30.0);
    const double step = (melFromHz (20000.0) - low) / 65.0;

    for (const auto hz : { 150.0, 600.0, 2000.0, 7000.0, 15000.0 })
        CHECK (std::abs (loudestBand (logMel (sine (hz, 0.5))) - ((melFromHz (hz) - low) / step - 1.0)) <= 1.0);
}

TEST_CASE ("white noise reads the same in all bands but the lowest, because areas are one")
{
    const auto mel = logMel (noise (200000));
    const double reference = meanOfBand (mel, 40);

    for (int band = 1; band < 64; ++band)
    {
        CAPTURE (band);
        CHECK (meanOfBand (mel, band) == Approx (reference).epsilon (0.12));
    }
}

TEST_CASE ("halving the amplitude lowers every cell by 6 dB")
{
    const auto loud = logMel (noise (5000, 0.8));
    const auto soft = logMel (noise (5000, 0.4));

    for (std::size_t i = 0; i < loud.values.size(); ++i)
        REQUIRE (loud.values[i] - soft.values[i] == Approx (std::log (4.0)).margin (1e-3));
}

TEST_CASE ("mel settings that make no sense are wrong usage")
{
    const auto audio = noise (1000);
    CHECK_THROWS_AS (logMel (audio, { .fftSize = 1000 }), UsageError);
    CHECK_THROWS_AS (logMel (audio, { .hop = 0 }), UsageError);
    CHECK_THROWS_AS (logMel (audio, { .bands = 0 }), UsageError);
    CHECK_THROWS_AS (logMel (audio, { .lowHz = -1.0 }), UsageError);
    CHECK_THROWS_AS (logMel (audio, { .lowHz = 500.0, .highHz = 400.0 }), UsageError);
    CHECK (logMel ({ audio.samples, 8000 }).bands == 64);
}

TEST_CASE ("the decay of an exponential is the time that it needs for 40 dB")
{
    for (const auto tau : { 0.02, 0.05, 0.15 })
    {
        CAPTURE (tau);
        CHECK (measure (decaying (400.0, tau, 2.0)).decaySeconds == Approx (tau * std::log (100.0)).margin (0.008));
    }
}

TEST_CASE ("the onset is found after leading silence")
{
    auto audio = decaying (400.0, 0.05, 0.5);
    audio.samples.insert (audio.samples.begin(), 4410, 0.0f);
    CHECK (measure (audio).onsetSeconds == Approx (0.1).margin (0.001));
    CHECK (measure (audio).decaySeconds == Approx (0.23).margin (0.01));
}

TEST_CASE ("the brightness of a sine is its frequency, that of white noise a quarter of the rate")
{
    CHECK (measure (sine (1000.0, 0.5)).brightnessHz == Approx (1000.0).epsilon (0.02));
    CHECK (measure (sine (9000.0, 0.5, 48000)).brightnessHz == Approx (9000.0).epsilon (0.01));
    CHECK (measure (noise (40000)).brightnessHz == Approx (11025.0).epsilon (0.03));
}

TEST_CASE ("levels are in decibels below full scale and the offset is the mean")
{
    auto audio = sine (441.0, 1.0, 44100, 0.5);
    auto features = measure (audio);
    CHECK (features.peakDb == Approx (-6.02).margin (0.01));
    CHECK (features.rmsDb == Approx (-9.03).margin (0.01));
    CHECK (features.tailDb == Approx (-9.03).margin (0.05));
    CHECK (features.dc == Approx (0.0).margin (1e-6));

    std::fill (audio.samples.end() - 3000, audio.samples.end(), 0.0f);
    CHECK (measure (audio).tailDb == -120.0);

    features = measure ({ std::vector<float> (1000, 0.25f), 44100 });
    CHECK (features.dc == Approx (0.25));
}

TEST_CASE ("silence and the empty sound have features, too")
{
    for (const std::size_t length : { 0u, 1u, 5000u })
    {
        const auto features = measure ({ std::vector<float> (length), 44100 });
        CHECK (features.peakDb == -120.0);
        CHECK (features.rmsDb == -120.0);
        CHECK (features.tailDb == -120.0);
        CHECK (features.decaySeconds == 0.0);
        CHECK (features.brightnessHz == 0.0);
    }

    CHECK (measure ({ { 1.0f }, 44100 }).peakDb == 0.0);
}
