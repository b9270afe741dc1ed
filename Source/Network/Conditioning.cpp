#include "Network/Conditioning.h"

#include "Network/ResidualBlock.h"

#include <numbers>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

ConditioningImpl::ConditioningImpl (int classes, int descriptors, int width, bool marksSynthetic)
{
    constexpr int features = 32;
    constexpr double spread = 2.0; // standard deviation of the frequencies; ln(ρ)/4 spans about 3 units

    // rounded as they will be stored: they are never trained, so the network must learn with what it will be run with
    frequencies = register_parameter (
        "frequencies", (torch::randn ({ features }) * spread).to (torch::kFloat16).to (torch::kFloat32), false);
    classRows = register_parameter ("class_rows", torch::randn ({ classes + 1, width }));
    first = register_module ("first", torch::nn::Linear (2 * features, width));
    second = register_module ("second", torch::nn::Linear (width, width));

    if (marksSynthetic)
        syntheticRow = register_parameter ("synthetic_row", torch::zeros ({ 1, width }));

    if (descriptors > 0)
    {
        describe1 = register_module ("describe1", torch::nn::Linear (2 * descriptors, width));
        describe2 = register_module ("describe2", torch::nn::Linear (width, width));
        zeroInitialise (*describe2);
    }
}

Tensor ConditioningImpl::forward (const Tensor& ratio, const Tensor& condition)
{
    const auto noise = ratio.log().unsqueeze (1) / 4.0;                                             // (batch, 1)
    const auto angle = 2.0 * std::numbers::pi * noise * frequencies.unsqueeze (0);                  // (batch, features)
    const auto level = second (torch::silu (first (torch::cat ({ angle.sin(), angle.cos() }, 1)))); // (batch, width)
    const auto classes = classRows.size (0);
    auto sum = level + torch::matmul (condition.narrow (1, 0, classes), classRows);

    if (syntheticRow.defined())
        sum = sum + torch::matmul (condition.slice (1, -1), syntheticRow);

    if (describe1)
        sum = sum + describe2 (torch::silu (describe1 (condition.narrow (1, classes, describe1->options.in_features()))));

    return torch::silu (sum);
}
} // namespace stochastick
