#include "Network/PowerAboveNoise.h"

#include "Network/ResidualBlock.h"

#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

PowerAboveNoiseImpl::PowerAboveNoiseImpl (const Tensor& groupOfBin, const std::vector<int>& bins,
                                          const std::vector<int>& framesOfLevels, int channels)
    : framesInDeepest (framesOfLevels)
{
    const auto members = torch::one_hot (groupOfBin).to (torch::kFloat32); // (bins, bands)
    const auto sizes = members.sum (0);
    std::vector<Tensor> coefficients { sizes * framesInDeepest.front() };

    for (std::size_t i = 0; i < bins.size(); ++i)
        coefficients.push_back (torch::full ({ bins[i] }, static_cast<float> (framesInDeepest[i + 1])));

    groups = register_buffer ("groups", members / sizes);
    counts = register_buffer ("counts", torch::cat (coefficients));
    look = register_module ("look", torch::nn::Conv1d (torch::nn::Conv1dOptions (counts.size (0), channels, 1)));
    zeroInitialise (*look);
}

Tensor PowerAboveNoiseImpl::measured (const std::vector<Tensor>& parts, const Tensor& ratio) const
{
    std::vector<Tensor> powers; // each (batch, frames of the deepest level, bands)

    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        const auto batch = parts[i].size (0), bins = parts[i].size (2);
        const auto power = parts[i].square().view ({ batch, -1, framesInDeepest[i], bins }).mean (2);
        powers.push_back (i == 0 ? torch::matmul (power, groups) : power);
    }

    const auto aboveNoise = torch::cat (powers, 2) / ratio.square().view ({ -1, 1, 1 }) - 1.0;
    return (torch::asinh (aboveNoise * (counts / 2.0).sqrt()) / 4.0).transpose (1, 2);
}

Tensor PowerAboveNoiseImpl::forward (const std::vector<Tensor>& parts, const Tensor& ratio)
{
    return look (measured (parts, ratio));
}
} // namespace stochastick
