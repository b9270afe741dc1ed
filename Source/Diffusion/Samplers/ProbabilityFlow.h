#pragma once

#include "Diffusion/Sampler.h"

namespace stochastick
{
/** dx/dt = f·x + g²/(2·sigma)·ε of the probability-flow ODE (Song et al. 2021, arXiv 2011.13456, eq. 13, with the score
    −ε/sigma) in the process's own time and scale, x = mean·state. Costs one network call.
    @param state  x/mean at the noise-to-signal ratio `ratio` */
Tensor probabilityFlow (const SamplerContext& context, const Tensor& state, double ratio);
} // namespace stochastick
