#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/GuidanceForm.h"
#include "Diffusion/Sampler.h"

namespace stochastick
{
/** ∇_x Σ_k a_k ln p_k (x, ρ): what a noise-conditioned classifier says of a state, for a class (one a_k is 1) or a mix of
    classes. Has the shape of x. */
using ClassGradient = std::function<Tensor (const Tensor& x, double ratio)>;

/** The denoiser of a model that is guided by a classifier: D + w(ρ)·ρ²·gradient (Dhariwal & Nichol 2021, arXiv 2105.05233;
    the scores add up as the logarithms of probabilities do). One call of the gradient for each call of the denoiser.
    @param run  whose process and levels the forms `mean` and `published` ask for; it must outlive the result
    Throws UsageError when the form does not fit the run's sampler. */
Denoiser guided (Denoiser denoise, ClassGradient gradient, const ClassifierGuidance& guidance, const SamplingRun& run);
} // namespace stochastick
