#include "Training/Augmentation.h"

#include "Training/DrumSynthesis.h"
#include "Training/TrainingTestTools.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace trainingtest;

namespace
{
AugmentationSettings onlySpeed (double semitones)
{
    auto settings = noAugmentation();
    settings.speedShare = 1.0;
    settings.semitones = semitones;
    return settings;
}

AugmentationSettings everything()
{
    return { .quietestGainDb = -12.0,
             .speedShare = 1.0,
             .semitones = 12.0,
             .tiltShare = 1.0,
             .tiltDb = 12.0,
             .saturationShare = 1.0,
             .roomShare = 1.0 };
}

double peakOf (const std::vector<float>& samples)
{
    double peak = 0.0;

    for (const auto sample : samples)
        peak = std::max (peak, std::abs (static_cast<double> (sample)));

    return peak;
}

bool allFinite (const std::vector<float>& samples)
{
    return std::all_of (samples.begin(), samples.end(), [] (float x) { return std::isfinite (x); });
}

std::size_t soundingLength (const std::vector<float>& samples)
{
    const auto last = std::find_if (samples.rbegin(), samples.rend(), [] (float x) { return x != 0.0f; });
    return static_cast<std::size_t> (samples.rend() - last);
}

/** Mean distance of zero crossings, to a fraction of a sample; half a period of a sine. */
double halfPeriodOf (const std::vector<float>& samples)
{
    std::vector<double> crossings;

    for (std::size_t i = 1; i < samples.size(); ++i)
        if ((samples[i - 1] < 0.0f) != (samples[i] < 0.0f))
            crossings.push_back (static_cast<double> (i)
                                 - static_cast<double> (samples[i])
                                       / (static_cast<double> (samples[i]) - static_cast<double> (samples[i - 1])));

    REQUIRE (crossings.size() > 20);
    return (crossings[crossings.size() - 6] - crossings[5]) / static_cast<double> (crossings.size() - 11);
}
} // namespace

TEST_CASE ("augmentation is decided by the state of its generator")
{
    const auto sound = synthesiseDrum (1, 5, 8192).samples;
    std::mt19937_64 first (3), second (3), other (4);

    CHECK (augment (sound, everything(), first) == augment (sound, everything(), second));
    CHECK (first == second);
    CHECK (augment (sound, everything(), first) != augment (sound, everything(), other));
}

TEST_CASE ("augmented drums keep their length, stay finite and within full scale, and end silently")
{
    std::mt19937_64 random (1);

    for (int drumClass = 0; drumClass < 9; ++drumClass)
        for (int i = 0; i < 4; ++i)
        {
            CAPTURE (drumClass, i);
            const auto sound =
                augment (synthesiseDrum (drumClass, static_cast<std::uint64_t> (i), 8192).samples, everything(), random);

            CHECK (sound.size() == 8192);
            CHECK (allFinite (sound));
            CHECK (peakOf (sound) <= 1.0);
            CHECK (peakOf (sound) >= std::pow (10.0, -12.0 / 20.0) - 1e-6);
            CHECK (std::abs (sound.back()) < 5e-4f);
        }
}

TEST_CASE ("silence and the shortest sounds pass augmentation")
{
    std::mt19937_64 random (1);
    const std::vector<float> silence (4096, 0.0f);

    for (int i = 0; i < 10; ++i)
    {
        CHECK (augment (silence, everything(), random) == silence);
        CHECK (augment ({}, everything(), random).empty());
        CHECK (std::abs (std::abs (augment ({ 0.25f }, onlySpeed (12.0), random).front()) - 1.0f) < 1e-6f);
    }
}

TEST_CASE ("a sound of the smallest numbers stays finite")
{
    std::mt19937_64 random (1);
    const std::vector<float> faint (64, 1e-40f);

    CHECK (allFinite (augment (faint, noAugmentation(), random)));
}

TEST_CASE ("without any augmentation a sound is brought to full scale, with either polarity equally often")
{
    std::mt19937_64 random (1);
    const auto sound = ping (1024, 0.02, 200.0, 1000);
    const auto peak = peakOf (sound);
    int inverted = 0;

    for (int i = 0; i < 400; ++i)
    {
        const auto varied = augment (sound, noAugmentation(), random);
        const auto sign = varied[10] * sound[10] > 0.0f ? 1.0 : -1.0;
        inverted += sign < 0.0 ? 1 : 0;

        for (std::size_t k = 0; k < sound.size(); k += 97)
            CHECK (static_cast<double> (varied[k]) == Approx (sign * static_cast<double> (sound[k]) / peak).margin (1e-6));
    }

    CHECK (inverted > 150);
    CHECK (inverted < 250);
}

TEST_CASE ("the peak is drawn evenly in dB from the quietest gain to full scale")
{
    std::mt19937_64 random (1);
    auto settings = noAugmentation();
    settings.quietestGainDb = -6.0;
    const auto sound = ping (256, 0.02, 200.0, 250);
    std::vector<double> peaksDb;

    for (int i = 0; i < 500; ++i)
        peaksDb.push_back (20.0 * std::log10 (peakOf (augment (sound, settings, random))));

    std::sort (peaksDb.begin(), peaksDb.end());
    CHECK (peaksDb.front() >= -6.0 - 1e-5);
    CHECK (peaksDb.front() < -5.8);
    CHECK (peaksDb[250] == Approx (-3.0).margin (0.4));
    CHECK (peaksDb.back() <= 0.0);
    CHECK (peaksDb.back() > -0.2);
}

TEST_CASE ("a change of speed changes pitch and duration by one ratio, within the stated semitones")
{
    constexpr std::size_t sounding = 8000;
    constexpr double halfPeriod = 50.0;
    std::mt19937_64 random (1);
    const auto sound = ping (16384, 0.5 / halfPeriod, 1e6, sounding);
    const auto widest = std::exp2 (2.0 / 12.0);
    double shortest = 2.0, longest = 0.0;

    for (int i = 0; i < 60; ++i)
    {
        auto varied = augment (sound, onlySpeed (2.0), random);
        const auto ratio = static_cast<double> (soundingLength (varied)) / sounding;
        varied.resize (soundingLength (varied));
        CAPTURE (i, ratio);

        CHECK (halfPeriodOf (varied) == Approx (ratio * halfPeriod).epsilon (0.002));
        shortest = std::min (shortest, ratio);
        longest = std::max (longest, ratio);
    }

    CHECK (shortest >= 1.0 / widest - 1e-3);
    CHECK (shortest < 0.92);
    CHECK (longest <= widest + 1e-3);
    CHECK (longest > 1.09);
}

TEST_CASE ("a sound that becomes too long for its frame is faded out, not cut")
{
    std::mt19937_64 random (1);
    const auto sound = ping (8192, 0.01, 1e6, 8192);

    for (int i = 0; i < 20; ++i)
        if (const auto varied = augment (sound, onlySpeed (2.0), random); soundingLength (varied) > 8190)
        {
            CHECK (varied.back() == 0.0f);
            CHECK (peakOf ({ varied.end() - 20, varied.end() }) < 0.02);
        }
}

TEST_CASE ("a room adds what comes later and leaves what came first")
{
    auto settings = noAugmentation();
    settings.flippedShare = 0.0;
    settings.roomShare = 1.0;
    std::mt19937_64 random (1);
    std::vector<float> click (16384, 0.0f);
    click[0] = 1.0f;

    for (int i = 0; i < 20; ++i)
    {
        CAPTURE (i);
        const auto varied = augment (click, settings, random);
        double later = 0.0;

        for (std::size_t k = 20; k < varied.size(); ++k)
            later += static_cast<double> (varied[k]) * static_cast<double> (varied[k]);

        CHECK (varied[0] == 1.0f);
        CHECK (later > 1e-5);
        CHECK (later < 0.3 * 0.3 * 1.1);
        CHECK (varied.back() == 0.0f);
    }
}

TEST_CASE ("two layers are the lows of one and the highs of the other, or both, the second one quieter")
{
    constexpr std::size_t length = 8192;
    const auto low = ping (length, 30.0 / 44100.0, 1e6, length), high = ping (length, 15000.0 / 44100.0, 1e6, length);
    std::mt19937_64 random (1);
    int split = 0;

    for (int i = 0; i < 100; ++i)
    {
        const auto ofHighs =
            layered (high, low, random); // the first one's lows and the second one's highs: little of either
        const auto gone = peakOf (ofHighs) < 0.6;
        CHECK (ofHighs.size() == length);
        CHECK (allFinite (ofHighs));
        CHECK ((gone || peakOf (ofHighs) > 1.1));
        split += gone ? 1 : 0;
    }

    CHECK (split > 30);
    CHECK (split < 70);
    CHECK (layered (low, {}, random).size() == length);
}

TEST_CASE ("a tilt turns the highs up or down against the lows, by no more than stated")
{
    std::mt19937_64 random (1);
    auto settings = noAugmentation();
    settings.tiltShare = 1.0;
    settings.tiltDb = 5.0;
    auto sound = ping (8192, 0.0005, 1e6, 8192); // 22 Hz
    const auto high = ping (8192, 0.48, 1e6, 8192);

    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i] = 0.5f * sound[i] + 0.25f * high[i];

    double least = 100.0, most = -100.0;

    for (int i = 0; i < 100; ++i)
    {
        const auto varied = augment (sound, settings, random);
        double lows = 0.0, highs = 0.0;

        for (std::size_t k = 2; k < varied.size(); k += 2)
        {
            lows += std::pow (0.5 * (static_cast<double> (varied[k]) + static_cast<double> (varied[k - 1])), 2.0);
            highs += std::pow (0.5 * (static_cast<double> (varied[k]) - static_cast<double> (varied[k - 1])), 2.0);
        }

        const auto change = 10.0 * std::log10 (highs / lows);
        least = std::min (least, change);
        most = std::max (most, change);
    }

    CHECK (most - least > 6.0);
    CHECK (most - least <= 10.1);
}
