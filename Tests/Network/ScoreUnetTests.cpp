#include "Network/ScoreUnet.h"

#include "Network/NetworkTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace networktest;

namespace
{
constexpr BottleneckKind allBottlenecks[] { BottleneckKind::attention, BottleneckKind::fnet, BottleneckKind::none };
const std::vector<double> ratiosFromCleanToNoise { 1e-4, 2e-3, 0.05, 0.11, 1.0, 40.0 };

ScoreUnet newNetwork (const ScoreUnetConfig& config)
{
    torch::manual_seed (1);
    return ScoreUnet (config);
}

ScoreUnet disturbedNetwork (const ScoreUnetConfig& config)
{
    auto network = newNetwork (config);
    disturb (*network);
    return network;
}

Tensor estimateOf (ScoreUnet network, const Tensor& x, double ratio)
{
    const torch::NoGradGuard noGradient;
    return network (x, torch::full ({ x.size (0) }, ratio), oneHot (x.size (0), network->config().classes + 1, 0));
}

void checkStartsAsPreconditioning (const ScoreUnetConfig& config, std::int64_t samples)
{
    const auto network = newNetwork (config);

    for (const auto ratio : ratiosFromCleanToNoise)
    {
        CAPTURE (ratio);
        const auto x = normal ({ 2, 1, samples }) * std::hypot (config.sigmaData, ratio);
        const auto skip = config.sigmaData * config.sigmaData / (ratio * ratio + config.sigmaData * config.sigmaData);
        const auto largest = (skip * x).abs().max().item<double>();

        CHECK (largestDifference (estimateOf (network, x, ratio), skip * x) < 1e-4 * largest);
    }
}
} // namespace

TEST_CASE ("a new network is the preconditioning of Karras at every noise level, whatever its bottleneck")
{
    for (const auto bottleneck : allBottlenecks)
    {
        CAPTURE (static_cast<int> (bottleneck));
        checkStartsAsPreconditioning (tinyConfig (bottleneck), 1024);
    }
}

TEST_CASE ("a new network is the preconditioning with one level, with four, and at its default size")
{
    auto one = tinyConfig();
    one.levels = { { 8, 1, 1, 32 } };
    checkStartsAsPreconditioning (one, 64);

    auto four = tinyConfig();
    four.levels = { { 4, 2, 1, 32 }, { 6, 3, 2, 5 }, { 8, 2, 1, 1 }, { 8, 4, 2, 384 } };
    checkStartsAsPreconditioning (four, 2 * four.lengthMultiple());

    checkStartsAsPreconditioning ({}, 4096);
}

TEST_CASE ("the estimate has the shape of the input, for every length that the network allows")
{
    const auto network = disturbedNetwork (tinyConfig());

    for (const int samples : { 256, 384, 1024, 1536, 2048 })
    {
        CAPTURE (samples);
        const auto estimate = estimateOf (network, 0.1 * normal ({ 3, 1, samples }), 0.1);

        CHECK (estimate.sizes() == at::IntArrayRef ({ 3, 1, samples }));
        CHECK (torch::isfinite (estimate).all().item<bool>());
    }
}

TEST_CASE ("a length that the network cannot make is refused with the lengths that it can")
{
    const auto network = newNetwork (tinyConfig());

    for (const int samples : { 0, 1, 128, 300, 1025 })
    {
        CAPTURE (samples);
        CHECK_THROWS_AS (estimateOf (network, torch::zeros ({ 1, 1, samples }), 0.1), Error);
        CHECK_THROWS_WITH (estimateOf (network, torch::zeros ({ 1, 1, samples }), 0.1),
                           Catch::Contains ("multiple of 128 samples")
                               && Catch::Contains ("not " + std::to_string (samples)));
    }
}

TEST_CASE ("silence and extreme noise levels give finite estimates")
{
    for (const auto bottleneck : allBottlenecks)
    {
        const auto network = disturbedNetwork (tinyConfig (bottleneck));

        for (const double ratio : { 1e-8, 1e-4, 1.0, 1e4 })
        {
            CAPTURE (static_cast<int> (bottleneck), ratio);
            CHECK (torch::isfinite (estimateOf (network, torch::zeros ({ 1, 1, 512 }), ratio)).all().item<bool>());
            CHECK (torch::isfinite (estimateOf (network, ratio * normal ({ 1, 1, 512 }), ratio)).all().item<bool>());
        }
    }
}

TEST_CASE ("a sound of a batch gets the estimate that it gets alone")
{
    for (const auto bottleneck : allBottlenecks)
    {
        auto network = disturbedNetwork (tinyConfig (bottleneck));
        const torch::NoGradGuard noGradient;
        const auto ratios = torch::tensor ({ 0.01f, 0.2f, 3.0f });
        const auto x = normal ({ 3, 1, 1024 }) * (ratios + 0.1).view ({ 3, 1, 1 });
        const auto weights = torch::eye (4).slice (0, 1);
        const auto together = network (x, ratios, weights);

        for (int i = 0; i < 3; ++i)
        {
            CAPTURE (static_cast<int> (bottleneck), i);
            const auto alone = network (x.slice (0, i, i + 1), ratios.slice (0, i, i + 1), weights.slice (0, i, i + 1));
            CHECK (largestDifference (together.slice (0, i, i + 1), alone) < 1e-5);
        }
    }
}

TEST_CASE ("every trained parameter has a gradient once no layer is zero")
{
    for (const auto bottleneck : allBottlenecks)
    {
        auto network = disturbedNetwork (tinyConfig (bottleneck));
        const auto weights = torch::eye (4);
        network (0.2 * normal ({ 4, 1, 512 }), torch::tensor ({ 0.02f, 0.1f, 0.3f, 1.0f }), weights)
            .square()
            .sum()
            .backward();

        for (const auto& item : network->named_parameters())
            if (item.value().requires_grad())
            {
                CAPTURE (static_cast<int> (bottleneck), item.key());
                REQUIRE (item.value().grad().defined());
                CHECK (torch::isfinite (item.value().grad()).all().item<bool>());
                CHECK (item.value().grad().abs().sum().item<double>() > 0.0);
            }
    }
}

TEST_CASE ("the class changes the estimate of a trained network")
{
    auto network = disturbedNetwork (tinyConfig());
    const torch::NoGradGuard noGradient;
    const auto x = 0.2 * normal ({ 1, 1, 512 });
    const auto ratio = torch::full ({ 1 }, 0.1);
    const auto kick = network (x, ratio, oneHot (1, 4, 0)), noClass = network (x, ratio, oneHot (1, 4, 3));

    CHECK (largestDifference (kick, noClass) > 1e-4);
}

TEST_CASE ("a network of wrong sizes is refused when it is made")
{
    auto config = tinyConfig();
    config.heads = 3;

    CHECK_THROWS_AS (ScoreUnet (config), Error);
}
