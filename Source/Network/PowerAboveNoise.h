#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/pimpl.h>
#include <vector>

namespace stochastick
{
/** How far the power of each band stands above the noise's, measured for ScoreUnet's deepest level.

    At high noise a hat or the wires of a snare are a few per cent more power than noise alone has, in thousands of
    coefficients of which each by itself says nothing; whether the sound is to be long or short, bright or dark is decided
    there. A network of per-frame normalisations and soft ReLUs is bad at adding up squares, so that it decided too little and
    its sounds were too much alike: this adds them up. For each frame of the deepest level and each band of every level, with
    the mean power P of its N coefficients and white noise of power ρ², it hears

        asinh ((P/ρ² − 1) √(N/2)) / 4,

    which for noise alone is about zero with a deviation of 1/5, and for a sound far above it a level in units of 17 dB
    (the energy detector of Urkowitz 1967). Starts as nothing, as LongWindows. Thread: the network's. */
class PowerAboveNoiseImpl : public torch::nn::Module
{
public:
    /** @param groupOfBin      (bins of level 0): the band that each of them belongs to
        @param bins            of the deeper levels, each a band of its own
        @param framesInDeepest of each level, level 0 first: how many of its frames lie in one of the deepest
        @param channels        of the network's features there */
    PowerAboveNoiseImpl (const torch::Tensor& groupOfBin, const std::vector<int>& bins,
                         const std::vector<int>& framesInDeepest, int channels);

    /** @param parts  of each level, level 0 first: (batch, frames, bins), noisy
        @param ratio  (batch), noise-to-signal ratio
        @return (batch, channels, frames of the deepest level), to be added to the features */
    torch::Tensor forward (const std::vector<torch::Tensor>& parts, const torch::Tensor& ratio);

    /** What is heard before it is weighed: (batch, bands, frames of the deepest level). */
    torch::Tensor measured (const std::vector<torch::Tensor>& parts, const torch::Tensor& ratio) const;

private:
    torch::Tensor groups; // (bins of level 0, bands): each column sums to 1
    torch::Tensor counts; // (bands): coefficients of a band in a frame
    std::vector<int> framesInDeepest;
    torch::nn::Conv1d look { nullptr };
};

TORCH_MODULE (PowerAboveNoise);
} // namespace stochastick
