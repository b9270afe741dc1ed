#pragma once

#include <functional>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

/** The one interface that samplers know: D(x, ρ), the estimate of the clean signal.

    x is (batch, 1, samples), the signal at unit scale plus ρ·noise (that is x_t / mean(t) of any process), on the
    network's device. The result has the same shape. Called on the worker thread only.
    ε = (x − D)/ρ, score of x = −ε/ρ, and v follow from it. */
using Denoiser = std::function<Tensor (const Tensor& x, double ratio)>;

/** ε, the noise at unit scale that an estimate of the clean signal implies. */
inline Tensor predictedNoise (const Tensor& x, const Tensor& estimate, double ratio)
{
    return (x - estimate) / ratio;
}
} // namespace stochastick
