#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/Process.h"
#include "Network/CrashUnet.h"

namespace stochastick
{
/** ε(z, sigma): the noise at unit scale in z = mean·x_0 + sigma·ε, z of shape (batch, 1, samples) and sigma (batch). */
using NoisePredictor = std::function<Tensor (const Tensor& z, const Tensor& sigma)>;

/** What was trained on the states of one process, as a Denoiser for all of them: D(x, ρ) = x − ρ·ε(mean·x, sigma), with
    mean and sigma of the process where its ratio is ρ.

    Outside the process's times, where nothing was trained:
    - below its smallest ratio the predictor is told that smallest level. ε is then too small rather than too large, and
      the estimate tends to x, as it must;
    - above its largest ratio ρ_c (7 for VP-sigmoid) x is scaled down until its noise is as loud as that of ρ_c, and
      D = (ρ_c/ρ)·D(x·ρ_c/ρ, ρ_c). That is exact for Gaussian data of mean 0 but for terms in their variance/ρ_c², while
      x − ρ·ε(mean·x, sigma) would be −(ρ/ρ_c − 1)·x. */
Denoiser denoiserFrom (NoisePredictor predictor, const ProcessSpec& trainedWith);

/** @param network  shared, not copied */
Denoiser crashDenoiser (const CrashUnet& network, const ProcessSpec& trainedWith);
} // namespace stochastick
