#include "Audio/Emphasis.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;

TEST_CASE ("emphasis is the first-order difference of its equation")
{
    std::vector<float> samples { 1.0f, 0.5f, -0.25f, 0.0f };
    emphasise (samples, 0.5);
    CHECK (samples == std::vector<float> { 1.0f, 0.0f, -0.5f, 0.125f });
}

TEST_CASE ("de-emphasis undoes emphasis along ten seconds of noise")
{
    for (const auto amount : { 0.0, 0.3, 0.85, 0.97, 0.999 })
    {
        const auto original = audiotest::noise (441000).samples;
        auto samples = original;
        emphasise (samples, amount);
        deEmphasise (samples, amount);
        CAPTURE (amount);
        CHECK (audiotest::largestDifference (samples, original) < 2e-6);
    }
}

TEST_CASE ("emphasis lifts the highs over the lows as its formula says")
{
    const auto gainAt = [] (double hz) {
        auto samples = audiotest::sine (hz, 0.5, 44100, 1.0).samples;
        emphasise (samples, 0.9);
        return *std::max_element (samples.begin() + 100, samples.end());
    };

    const auto expected = [] (double hz) {
        return std::sqrt (1.0 + 0.81 - 1.8 * std::cos (2.0 * std::numbers::pi * hz / 44100.0));
    };

    for (const auto hz : { 60.0, 1000.0, 9000.0 })
        CHECK (gainAt (hz) == Approx (expected (hz)).epsilon (0.01));
}

TEST_CASE ("an amount outside 0 to below 1 is wrong usage")
{
    std::vector<float> samples { 1.0f };

    for (const auto amount : { -0.1, 1.0, 2.0, std::nan ("") })
    {
        CHECK_THROWS_AS (emphasise (samples, amount), UsageError);
        CHECK_THROWS_AS (deEmphasise (samples, amount), UsageError);
    }

    CHECK (samples == std::vector<float> { 1.0f });
}
