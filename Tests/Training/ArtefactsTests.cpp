#include "Training/Artefacts.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace stochastick;

namespace
{
constexpr int rate = 44100, frame = 32;

MonoAudio noise (double level)
{
    std::mt19937 random (1);
    std::normal_distribution<float> normal (0.0f, static_cast<float> (level));
    MonoAudio audio { std::vector<float> (32768), rate };

    for (auto& sample : audio.samples)
        sample = normal (random);

    return audio;
}
} // namespace

TEST_CASE ("the attack is the time that a sound takes from its onset to its highest energy")
{
    for (const double seconds : { 0.0, 0.02, 0.1 })
    {
        CAPTURE (seconds);
        MonoAudio audio { std::vector<float> (rate / 2), rate };

        for (std::size_t i = 0; i < audio.samples.size(); ++i)
        {
            const auto time = static_cast<double> (i) / rate;
            const auto level = time < seconds ? time / seconds : std::exp (-(time - seconds) / 0.05);
            audio.samples[i] = static_cast<float> (0.9 * level * std::sin (2.0 * M_PI * 1000.0 * time));
        }

        CHECK (std::abs (measureArtefacts (audio, frame).attackSeconds - 0.968 * seconds)
               < 0.004); // −30 dB: 3.2 % of the rise
    }
}

TEST_CASE ("samples at full scale count as clipped when there are two or more in a row")
{
    auto audio = noise (0.1);
    CHECK (measureArtefacts (audio, frame).clippedSamples == 0);

    audio.samples[100] = 1.0f; // a peak that touches full scale
    CHECK (measureArtefacts (audio, frame).clippedSamples == 0);

    audio.samples[200] = audio.samples[201] = audio.samples[202] = -1.0f;
    CHECK (measureArtefacts (audio, frame).clippedSamples == 3);
}

TEST_CASE ("runs of samples are counted from a level and a length on, also at the end")
{
    const std::vector<float> samples { 0.5f, -0.5f, 0.1f, 0.6f, 0.5f, -0.7f, 0.0f, 0.5f, 0.5f, 0.5f };
    CHECK (clippedSamples (samples, 0.5f, 2) == 8);
    CHECK (clippedSamples (samples, 0.5f, 3) == 6);
    CHECK (clippedSamples (samples, 0.6f, 1) == 2);
    CHECK (clippedSamples ({}, 0.5f, 1) == 0);
}

TEST_CASE ("a click at each border of frames stands out as lines at the frame rate; noise and a hit have none")
{
    const auto lineOf = [] (const MonoAudio& audio) { return measureArtefacts (audio, frame).frameLineDb; };
    auto audio = noise (0.1);
    CHECK (std::abs (lineOf (audio)) < 0.7);

    for (std::size_t i = 0; i < audio.samples.size(); i += frame)
        audio.samples[i] += 0.1f; // 15 dB below the noise

    CHECK (lineOf (audio) > 3.0);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *= static_cast<float> (std::exp (-static_cast<double> (i) / 3000.0));

    CHECK (lineOf (audio) > 3.0);

    MonoAudio hit { std::vector<float> (32768), rate };
    hit.samples[500] = 0.9f;
    CHECK (std::abs (lineOf (hit)) < 0.7);
}

TEST_CASE (
    "a sound that dies away does not rise again, a second hit after silence does, and what is 60 dB down is not heard")
{
    const auto hits = [] (double second, double tone) {
        MonoAudio audio { std::vector<float> (32768), rate };

        for (std::size_t i = 0; i < audio.samples.size(); ++i)
        {
            const auto time = static_cast<double> (i) / rate;
            const auto level = std::exp (-time / 0.03) + (time > 0.4 ? second * std::exp (-(time - 0.4) / 0.03) : 0.0);
            audio.samples[i] = static_cast<float> (0.9 * level * std::sin (2.0 * M_PI * tone * time));
        }

        return measureArtefacts (audio, frame).riseDb;
    };

    CHECK (hits (0.0, 1000.0) < 0.1);
    CHECK (hits (0.0, 60.0) < 1.5); // 20 ms do not hold whole periods
    CHECK (hits (0.1, 1000.0) == Approx (40.0).margin (1.0));
    CHECK (hits (0.001, 1000.0) < 1.0);
}

TEST_CASE ("noise that beats rises and falls a little, by what can be measured")
{
    auto audio = noise (0.1);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *=
            static_cast<float> ((i < 1764 ? 2.0 : 1.0) // the peak comes first
                                * (0.75 + 0.25 * std::cos (2.0 * M_PI * 10.0 * static_cast<double> (i) / rate)));

    CHECK (measureArtefacts (audio, frame).riseDb == Approx (6.0).margin (1.0)); // 20·log10 (1 / 0.5)
}

TEST_CASE ("silence, an empty sound and a very short one have no artefacts")
{
    for (const std::size_t samples : { 0u, 5u, 20000u })
    {
        CAPTURE (samples);
        const auto found = measureArtefacts ({ std::vector<float> (samples), rate }, frame);
        CHECK (found.attackSeconds == 0.0);
        CHECK (found.clippedSamples == 0);
        CHECK (found.riseDb == 0.0);
        CHECK (std::abs (found.frameLineDb) < 0.1);
    }
}
