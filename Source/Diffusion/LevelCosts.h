#pragma once

#include "Diffusion/Denoiser.h"
#include "Diffusion/LearnedLevels.h"
#include "Diffusion/Noise.h"
#include "Support/CancelToken.h"

#include <functional>
#include <vector>

namespace stochastick
{
/** Measures on a denoiser what LearnedLevels chooses by, averaged over sounds. Two network calls at each level of the grid
    for each sound: one row of costs follows from one call, since a jump from a level to any lower one uses the same
    estimate. Call under c10::InferenceMode, on the worker thread. */
class LevelCosts
{
public:
    /** @param increasingRatios  the fine grid, at least three levels */
    explicit LevelCosts (std::vector<double> increasingRatios);

    /** E|ε − ε̂|² of a clean sound (1, 1, samples) at every level, with one draw of noise. */
    void addNoiseLoss (const Denoiser& denoise, const Tensor& sound, const Noise& noise, const CancelToken& cancel);

    /** The error of every jump along a sampled path, with the second-order rule that uses the estimate and its slope in λ
        (what DPM-Solver++(2M) does with small moves), as it arrives at the clean sound: where the sound is Gaussian, the
        part √(S/(S + ρ²)) of an error at the level ρ, S the power of the path's end in that block of time and band of
        frequency. As a share of the end's RMS. Adding these up bounds the error of a run.
        The end: how far the estimate at a level is from the last one of the path. */
    void addMoveErrors (const Denoiser& denoise, const Tensor& noiseAtUnitScale, const CancelToken& cancel);

    LearnedLevels result() const;

private:
    std::vector<double> grid, noiseLoss, endErrors;
    CostTable moveErrors;
    int lossSounds = 0, errorSounds = 0;
};
} // namespace stochastick
