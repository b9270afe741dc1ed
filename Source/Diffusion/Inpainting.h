#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/Noise.h"

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** The part of a sound that is kept while the rest is made anew: stretches of time, and a band of low frequencies. */
struct KeptPart
{
    Tensor known;           ///< (1, 1, samples)
    Tensor keep;            ///< (1, 1, samples), 1 where kept, 0 where free, between in cross-fades
    double keepBelow = 0.0; ///< cycles per sample: what is lower is kept in all of the sound; 0: nothing

    /** What of a difference from `known` lies in the kept part; linear in it. */
    Tensor keptOf (const Tensor& difference) const;

    /** By replacement: after every move the kept part becomes what it would be at that level, known + ρ·z with fresh noise
        (Song et al. 2021, arXiv 2011.13456, appendix I.2; the level is the one that the rest has reached). A biased
        approximation of the conditional distribution in any number of steps; resampled moves
        (SamplingRun::resamplings) bring it nearer. */
    Tensor constrained (const Tensor& x, double ratio, const Noise& noise, int draw) const;
};

/** By reconstruction guidance: every estimate is moved to where the kept part of it comes nearer to what is known,
    D + α·J·K·r with r = K(known − D), J = ∂D/∂x, whose ρ²-fold is the covariance of the clean sound given the noisy one,
    and K keptOf (Ho et al. 2022, arXiv 2204.03458). Of all lengths α takes the one that solves (K·J·K + λ·c)·z = r along r,
    c = σ_data²/(σ_data² + ρ²) being J for white noise: the first step of the conjugate gradients of Rozet et al. 2024
    (arXiv 2405.13712); further ones diverge on a network, whose J is not quite a covariance.
    The denoiser is differentiated: about three times the work of a call. Not with tensors that were made under
    c10::InferenceMode.
    @param sigmaData  standard deviation of the sounds as the denoiser sees them
    @param damping    λ; 0 is exact where the sounds are white Gaussian noise */
Denoiser reconstructing (Denoiser denoise, KeptPart kept, double sigmaData, double damping = 0.3);

/** What is below `cutoff` cycles per sample: zero phase, half a cosine from there to twice the frequency.
    (…, samples) on any device. */
Tensor lowBand (const Tensor& x, double cutoff);
} // namespace stochastick
