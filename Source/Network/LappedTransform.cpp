#include "Network/LappedTransform.h"

#include <cmath>
#include <numbers>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

LappedTransform::LappedTransform (int hopToUse, int bins)
    : hop (hopToUse)
{
    constexpr auto pi = std::numbers::pi;
    const auto n = torch::arange (hop, torch::kFloat64).unsqueeze (1) + 0.5;
    const auto k = torch::arange (bins, torch::kFloat64).unsqueeze (0) + 0.5;
    const auto position = (torch::arange (hop / 2, torch::kFloat64) + 0.5) / hop;

    basis = register_buffer ("basis", (std::sqrt (2.0 / hop) * torch::cos (pi / hop * n * k)).to (torch::kFloat32));
    rising = register_buffer ("rising", torch::sin (pi / 4 + pi / 2 * position).to (torch::kFloat32));
    falling = register_buffer ("falling", torch::cos (pi / 4 + pi / 2 * position).to (torch::kFloat32));
}

Tensor LappedTransform::rotateBorders (const Tensor& signal, double direction) const
{
    const auto half = hop / 2;
    const auto samples = signal.size (1);
    const auto around =
        signal.slice (1, half, samples - half).reshape ({ signal.size (0), -1, hop }); // (batch, borders, hop)
    const auto before = around.slice (2, 0, half).flip (2);
    const auto after = around.slice (2, half);
    const auto lapped = falling * direction;

    const auto newBefore = (rising * before - lapped * after).flip (2);
    const auto newAfter = rising * after + lapped * before;

    return torch::cat ({ signal.slice (1, 0, half),
                         torch::cat ({ newBefore, newAfter }, 2).reshape ({ signal.size (0), samples - hop }),
                         signal.slice (1, samples - half) },
                       1);
}

Tensor LappedTransform::analyse (const Tensor& signal) const
{
    return torch::matmul (rotateBorders (signal, 1.0).view ({ signal.size (0), -1, hop }), basis);
}

Tensor LappedTransform::synthesise (const Tensor& coefficients) const
{
    return rotateBorders (torch::matmul (coefficients, basis.t()).reshape ({ coefficients.size (0), -1 }), -1.0);
}
} // namespace stochastick
