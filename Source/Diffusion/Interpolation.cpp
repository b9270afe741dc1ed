#include "Diffusion/Interpolation.h"

#include <torch/utils.h>

namespace stochastick
{
namespace
{
Tensor innerProduct (const Tensor& a, const Tensor& b)
{
    return (a.to (torch::kFloat64) * b.to (torch::kFloat64)).sum ({ 1, 2 }, true);
}
} // namespace

Tensor slerp (const Tensor& first, const Tensor& second, double amount)
{
    if (amount == 0.0 || amount == 1.0)
        return amount == 0.0 ? first : second;

    const auto cosine = innerProduct (first, second) / (innerProduct (first, first) * innerProduct (second, second)).sqrt();
    const auto angle = cosine.clamp (-1.0, 1.0).acos(); // (batch, 1, 1)
    const auto sine = angle.sin();
    const auto parallel = sine < 1e-6;
    const auto share = [&] (double part) {
        return torch::where (parallel, torch::full_like (angle, part), (angle * part).sin() / sine);
    };

    return first * share (1.0 - amount).to (first.scalar_type()) + second * share (amount).to (second.scalar_type());
}
} // namespace stochastick
