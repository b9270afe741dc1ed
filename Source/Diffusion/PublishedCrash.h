#pragma once

#include "Diffusion/Sampler.h"

namespace stochastick
{
/** CRASH's samplers as their published code has them (Rouard & Hadjeres 2021, arXiv 2106.07431), for comparison with the
    right ones. What differs:

    - N steps walk N times, of which the first state is taken to be noise: those of `ancestral`, `crash-sde` and of
      encoding end one time before the last, `euler-maruyama` leaves out the last two, the others never reach the first;
    - `euler-maruyama` adds no noise in its last 10 moves, and g·√dt becomes √β where a classifier steers;
    - the classifier's gradient is subtracted from ε without sigma, and not in the final denoising;
    - a sound to be encoded gets noise of 1e-4 first;
    - a variation is noised to one time and denoised from the one before it;
    - what is kept while the rest is made anew is noised to the level before the move, and comes out altered.

    All states are those of the network's own process, mean·x_0 + sigma·ε. Worker thread. */
struct PublishedRun
{
    using OfState = std::function<Tensor (const Tensor& state, const Tensor& sigma)>; ///< sigma: (batch)

    SamplerKind sampler = SamplerKind::ddim; ///< euler-maruyama, ancestral, crash-sde, euler or ddim
    double eta = 0.0;                        ///< of ddim
    int steps = 20;                          ///< at least 2
    const Process& process;
    OfState predictNoise;
    CancelToken cancel {};
    std::function<void (const SamplingProgress&)> onProgress {}; ///< may be empty; of the way down
    OfState classGradient {};                                    ///< may be empty
    double guidance = 1.0;                                       ///< of the gradient; 1 as published
    int stopAfter = 0;                                           ///< moves; 0: never
};

/** Whether the published code has the sampler. */
bool isPublished (SamplerKind sampler);

/** From a state that is taken to be noise. Throws Cancelled. */
SamplingResult samplePublished (const PublishedRun& run, const Noise& noise, const Tensor& state);

/** The way up from a sound; `samples` of the result is the state that samplePublished() brings back. By Euler's rule for
    euler, by DDIM's for all others. @param draw  of the little noise */
SamplingResult encodePublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, int draw = 0);

/** A variation of a sound that is noised up to a time of the process. */
SamplingResult varyPublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, double time);

/** @param keep  (1, 1, samples), 1 where the sound is kept, 0 where it is made anew; euler-maruyama or ancestral */
SamplingResult inpaintPublished (const PublishedRun& run, const Noise& noise, const Tensor& sound, const Tensor& keep);
} // namespace stochastick
