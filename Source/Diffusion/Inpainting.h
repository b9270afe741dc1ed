#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/Noise.h"

namespace stochastick
{
/** The part of a sound that is kept while the rest is made anew, by replacement: after every move the kept samples become
    what they would be at that level, known + ρ·z with fresh noise (Song et al. 2021, arXiv 2011.13456, appendix I.2; the
    level is the one that the rest has reached). A biased approximation of the conditional distribution in any number of
    steps; resampled moves (SamplingRun::resamplings) bring it nearer. */
struct KeptPart
{
    Tensor known; ///< (1, 1, samples)
    Tensor keep;  ///< (1, 1, samples), 1 where kept, 0 where free, between in cross-fades

    Tensor constrained (const Tensor& x, double ratio, const Noise& noise, int draw) const
    {
        const auto fresh = noise.normal (NoisePurpose::known, draw, x.size (2)).to (x.options());
        return x + (known + fresh * ratio - x) * keep;
    }
};
} // namespace stochastick
