#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/Noise.h"
#include "Support/CancelToken.h"

#include <functional>
#include <vector>

namespace stochastick
{
struct LikelihoodRequest
{
    std::vector<double> levels; ///< decreasing, at least two; the smallest is the level whose density is measured
    int probes = 1;             ///< random directions for the divergence: more is less noisy and slower
    CancelToken cancel;
    std::function<void (double done)> onProgress; ///< may be empty
};

/** ln p of each sound of (batch, 1, samples) under the model, in nats: (batch), float64.

    By the probability-flow ODE up to the noisiest level, where the state is taken as N(0, ρ²) (Song et al. 2021, arXiv
    2011.13456, eq. 39; in u = ln ρ: dx/du = x − D, divergence samples − tr ∂D/∂x), with the trace by Hutchinson's
    estimator in Rademacher directions that stay the same along the way. Solved with the classical Runge–Kutta rule from
    level to level: four network calls and gradients each for every probe. The denoiser must let gradients through (no
    InferenceMode). Worker thread. */
Tensor logLikelihood (const Denoiser& denoise, const Tensor& sounds, const Noise& noise, const LikelihoodRequest& request);
} // namespace stochastick
