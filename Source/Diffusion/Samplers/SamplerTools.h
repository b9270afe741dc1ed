#pragma once

#include "Diffusion/Sampler.h"

namespace stochastick
{
/** The noise of a move, in the type and on the device of x. */
Tensor noiseLike (const Tensor& x, const SamplerContext& context, NoisePurpose purpose, int step);

/** dx/dt = f·x + g²/(2·sigma)·ε of the probability-flow ODE (Song et al. 2021, arXiv 2011.13456, eq. 13, with the score
    −ε/sigma) in the process's own time and scale, x = mean·state. Costs one network call. */
Tensor probabilityFlow (const SamplerContext& context, const SamplingState& state);

/** f·x + g²/sigma·ε, the drift of the reverse-time SDE (eq. 6), likewise. */
Tensor reverseDrift (const SamplerContext& context, const SamplingState& state);

/** One Langevin step at the level of the state: x + step·score + √(2·step)·z with step = 2·(snr·|z|/|score|)², the norms
    of each sound on its own (arXiv 2011.13456, algorithms 4–5, there with the batch's means). Costs one network call. */
Tensor correctorStep (const SamplerContext& context, const SamplingState& state, int drawIndex);

/** The x of DDPM's posterior mean one level down, D + (ρ'²/ρ)·ε (η = 1 of arXiv 2010.02502). */
Tensor ancestralMean (const Tensor& x, const Tensor& estimate, double from, double to);
} // namespace stochastick
