#include "Network/ExpectedPower.h"

#include "Network/LappedTransform.h"
#include "Network/NetworkTestTools.h"
#include "Network/ScoreUnet.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace networktest;

namespace
{
constexpr int classes = 3, descriptors = 2, hop = 32, bands = 5;
constexpr std::int64_t frames = 1024;

ExpectedPower disturbedTable()
{
    ExpectedPower table (classes, descriptors, hop, bands);
    disturb (*table);
    return table;
}

/** (1, columns): class weights; values and which are known. */
Tensor condition (std::vector<float> weights, std::vector<float> values = { 0, 0 }, std::vector<float> known = { 0, 0 })
{
    weights.insert (weights.end(), values.begin(), values.end());
    weights.insert (weights.end(), known.begin(), known.end());
    return torch::tensor (weights).unsqueeze (0);
}

Tensor expectedOf (ExpectedPower& table, const Tensor& told, std::int64_t count = frames)
{
    const torch::NoGradGuard noGradient;
    return table (told, count);
}
} // namespace

TEST_CASE ("a new table expects nothing in particular")
{
    ExpectedPower table (classes, descriptors, hop, bands);
    const auto expected = expectedOf (table, condition ({ 0, 1, 0, 0 }, { 1, -2 }, { 1, 1 }));

    CHECK (expected.sizes() == at::IntArrayRef ({ 1, frames, bands }));
    CHECK (expected.abs().max().item<double>() == 0.0);
}

TEST_CASE ("what is expected of a mix of classes is the mix of what is expected of each")
{
    auto table = disturbedTable();
    const auto kick = expectedOf (table, condition ({ 1, 0, 0, 0 })), snare = expectedOf (table, condition ({ 0, 1, 0, 0 }));

    CHECK (largestDifference (kick, snare) > 0.1);
    CHECK (largestDifference (expectedOf (table, condition ({ 0.3f, 0.7f, 0, 0 })), 0.3 * kick + 0.7 * snare) < 1e-5);
}

TEST_CASE ("a descriptor shifts what is expected in proportion to its value, of each class in its own way")
{
    auto table = disturbedTable();
    const auto shift = [&] (std::vector<float> weights, float value) {
        return expectedOf (table, condition (weights, { value, 0 }, { 1, 0 }))
               - expectedOf (table, condition (weights, { 0, 0 }, { 1, 0 }));
    };
    const auto kick = shift ({ 1, 0, 0, 0 }, 1.0f);

    CHECK (kick.abs().max().item<double>() > 0.1);
    CHECK (largestDifference (shift ({ 1, 0, 0, 0 }, -2.0f), -2.0 * kick) < 1e-4);
    CHECK (largestDifference (shift ({ 0, 1, 0, 0 }, 1.0f), kick) > 0.1);
}

TEST_CASE ("what is expected changes at every frame at first, ever more slowly later, and no more after three seconds")
{
    auto table = disturbedTable();
    const auto curve = expectedOf (table, condition ({ 1, 0, 0, 0 }), 8192)[0].select (1, 0);
    const auto steps = (curve.slice (0, 1) - curve.slice (0, 0, -1)).abs();

    CHECK (steps.slice (0, 0, 4).min().item<double>() > 0.05);
    CHECK (steps.slice (0, 2000, 4000).max().item<double>() < 0.05);
    CHECK (steps.slice (0, 4100).max().item<double>() < 1e-5); // 131,200 samples
}

TEST_CASE ("levels of other frame lengths expect the same at the same time")
{
    ExpectedPower fine (classes, descriptors, 32, bands), coarse (classes, descriptors, 128, bands);
    disturb (*fine);
    disturb (*coarse); // by the same numbers
    const auto told = condition ({ 0, 0, 1, 0 });
    const auto fromFine = expectedOf (fine, told, 4096).view ({ 1, 1024, 4, bands }).mean (2);

    CHECK (largestDifference (fromFine.slice (1, 64), expectedOf (coarse, told, 1024).slice (1, 64)) < 0.1);
}

TEST_CASE ("a network that knows no more than the expected power is the Wiener filter for it")
{
    ScoreUnetConfig config = tinyConfig();
    config.levels = { { 8, 1, 1, 32 } };
    config.frameSize = 32;
    torch::manual_seed (1);
    ScoreUnet network (config);
    const double logPower = -3.0; // relative to σ_data²
    const torch::NoGradGuard noGradient;
    network->named_parameters()["level0_expected.table"][1].fill_ (logPower / 32.0); // of the second class

    for (const double ratio : { 0.01, 0.3, 30.0 })
    {
        CAPTURE (ratio);
        const auto share = ratio / (ratio + 0.3);
        const auto power = config.sigmaData * config.sigmaData * std::exp (share * logPower);
        const auto x = ratio * normal ({ 1, 1, 1024 });
        const auto told = oneHot (1, 4, 1), others = oneHot (1, 4, 0);

        CHECK (largestDifference (network (x, torch::full ({ 1 }, ratio), told), power / (power + ratio * ratio) * x)
               < 1e-5 * ratio);
        CHECK (largestDifference (network (x, torch::full ({ 1 }, ratio), others),
                                  config.sigmaData * config.sigmaData / (config.sigmaData * config.sigmaData + ratio * ratio)
                                      * x)
               < 1e-5 * ratio);
    }
}
