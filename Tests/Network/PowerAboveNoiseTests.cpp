#include "Network/PowerAboveNoise.h"

#include "Network/NetworkTestTools.h"
#include "Network/ScoreUnet.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace networktest;

namespace
{
constexpr std::int64_t frames = 64;
constexpr int bands = 2 + 4; // of level 0: of one and of three bins; of the deeper level

PowerAboveNoise small (int channels = 3)
{
    return PowerAboveNoise (torch::tensor ({ 0, 1, 1, 1 }), std::vector<int> { 4 }, std::vector<int> { 8, 1 }, channels);
}

/** White noise of a deviation, as two levels see it. */
std::vector<Tensor> noiseOf (double deviation, std::int64_t batch = 1)
{
    return { deviation * normal ({ batch, 8 * frames, 4 }), deviation * normal ({ batch, frames, 4 }, 2) };
}

Tensor ratioOf (double ratio)
{
    return torch::full ({ 1 }, ratio);
}
} // namespace

TEST_CASE ("a new network hears nothing of the power above the noise")
{
    const auto heard = small() (noiseOf (1.0, 2), torch::tensor ({ 0.01f, 3.0f }));

    CHECK (heard.sizes() == at::IntArrayRef ({ 2, 3, frames }));
    CHECK (heard.abs().max().item<double>() == 0.0);
}

TEST_CASE ("noise alone measures zero with a deviation of a fifth, at any level")
{
    for (const double ratio : { 2e-4, 1.0, 40.0 })
    {
        CAPTURE (ratio);
        const auto measured = small()->measured (noiseOf (ratio), ratioOf (ratio))[0];
        CHECK (measured.sizes() == at::IntArrayRef ({ bands, frames }));

        const auto many = measured.narrow (0, 0, 2); // of 8 and 24 coefficients
        CHECK (std::abs (many.mean().item<double>()) < 0.06);
        CHECK (many.std().item<double>() == Approx (0.197).epsilon (0.2)); // of asinh (n) / 4
    }
}

TEST_CASE ("a tenth more power than the noise has stands out over the whole sound in its band, and in no other")
{
    auto parts = noiseOf (1.0);
    const auto before = small()->measured (parts, ratioOf (1.0))[0].mean (1);
    parts[0].slice (2, 1).mul_ (std::sqrt (1.1)); // band 1: 3 bins · 8 frames a deep one
    const auto change = small()->measured (parts, ratioOf (1.0))[0].mean (1) - before;

    const auto expected = 0.1 * std::sqrt (24.0 / 2.0) / 4.0; // where asinh is a line
    CHECK (change[1].item<double>() == Approx (expected).epsilon (0.3));
    CHECK (change[0].item<double>() == 0.0);
    CHECK (change.slice (0, 2).abs().max().item<double>() == 0.0);
}

TEST_CASE ("far above the noise it measures decibels")
{
    const auto at = [] (double level) { return small()->measured (noiseOf (level), ratioOf (1e-5))[0].mean (1); };

    CHECK (largestDifference (at (10.0) - at (1.0), torch::full ({ bands }, std::log (100.0) / 4.0)) < 1e-3);
}

TEST_CASE ("the network's deepest level hears as many frames as it has, whatever its levels are")
{
    for (const auto& levels : { std::vector<ScoreUnetConfig::Level> { { 8, 4, 1, 32 }, { 8, 1, 1, 8 } },
                                { { 8, 2, 1, 32 }, { 8, 4, 1, 16 }, { 12, 1, 2, 6 } },
                                { { 8, 1, 1, 32 } } })
    {
        auto config = tinyConfig();
        config.levels = levels;
        config.heads = 2;
        ScoreUnet network (config);
        disturb (*network);
        const auto output = network (0.2 * normal ({ 2, 1, 1024 }), torch::tensor ({ 0.1f, 10.0f }),
                                     oneHot (2, config.conditionColumns(), 1));
        output.square().sum().backward();

        for (const auto* name : { "power_above_noise.look.weight", "power_above_noise.look.bias" })
        {
            CAPTURE (levels.size(), name);
            const auto gradient = network->named_parameters()[name].grad();
            CHECK (torch::isfinite (gradient).all().item<bool>());
            CHECK (gradient.abs().max().item<double>() > 0.0);
        }
    }
}
