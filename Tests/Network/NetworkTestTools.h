#pragma once

#include "Network/ModelInfo.h"

#include <ATen/CPUGeneratorImpl.h>
#include <cstdint>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <vector>

/** What the tests of the network and of training share. */
namespace networktest
{
using torch::Tensor;

/** Element i is sin (step·i + phase), as in Tests/Reference/network-blocks.csv. */
inline Tensor wave (at::IntArrayRef shape, double step, double phase)
{
    std::int64_t count = 1;

    for (const auto extent : shape)
        count *= extent;

    return torch::sin (step * torch::arange (count, torch::kFloat64) + phase).to (torch::kFloat32).view (shape);
}

inline Tensor referenceInput (at::IntArrayRef shape)
{
    return wave (shape, 0.37, 0.2);
}

inline Tensor referenceCondition (at::IntArrayRef shape)
{
    return wave (shape, 0.53, 0.4);
}

/** Element i of parameter p becomes 0.5·sin (0.7·i + p + 1), in the order of named_parameters(). */
inline void setByFormula (torch::nn::Module& module)
{
    const torch::NoGradGuard noGradient;
    int p = 0;

    for (auto& parameter : module.parameters())
        parameter.copy_ (0.5 * wave (parameter.sizes(), 0.7, ++p));
}

/** Standard normal, the same on every run. */
inline Tensor normal (at::IntArrayRef shape, std::uint64_t seed = 1)
{
    return torch::randn (shape, at::detail::createCPUGenerator (seed));
}

/** No layer stays zero: the network is as if it had been trained for a while. */
inline void disturb (torch::nn::Module& module, double deviation = 0.1)
{
    const torch::NoGradGuard noGradient;
    std::uint64_t seed = 100;

    for (auto& parameter : module.parameters())
        parameter.add_ (deviation * normal (parameter.sizes(), ++seed));
}

inline double largestDifference (const Tensor& a, const Tensor& b)
{
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : HUGE_VAL;
}

/** Against numbers from elsewhere, in row-major order. */
inline double largestDifference (const Tensor& actual, const std::vector<double>& expected)
{
    return largestDifference (actual.detach().to (torch::kFloat64).reshape (-1), torch::tensor (expected, torch::kFloat64));
}

/** About 8,000 parameters; lengths are multiples of 128 samples. */
inline stochastick::ScoreUnetConfig
tinyConfig (stochastick::BottleneckKind bottleneck = stochastick::BottleneckKind::attention)
{
    stochastick::ScoreUnetConfig config;
    config.levels = { { 8, 4, 1, 32 }, { 8, 1, 1, 8 } };
    config.bottleneck = bottleneck;
    config.heads = 2;
    config.embeddingWidth = 16;
    config.classes = 3;
    return config;
}

inline stochastick::ModelInfo tinyInfo()
{
    stochastick::ModelInfo info;
    info.network = tinyConfig();
    info.classes = { "kick", "snare", "clap" };
    info.length = 2048;
    info.licence = "CC0-1.0";
    return info;
}

/** (columns) with a one at `index`, as the weights of `batch` sounds: (batch, columns). */
inline Tensor oneHot (std::int64_t batch, std::int64_t columns, std::int64_t index)
{
    auto weights = torch::zeros ({ batch, columns });
    weights.select (1, index).fill_ (1.0);
    return weights;
}
} // namespace networktest
