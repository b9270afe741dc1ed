#pragma once

#include "Network/LappedTransform.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/pimpl.h>

namespace stochastick
{
/** Long windows over the part of ScoreUnet's deepest level, for what rings at one pitch: the fundamental of a kick or a tom.

    A gain on a band of that level (43 Hz wide) lets the noise of the whole band through with the tone, which then wavers
    like narrow noise. Here windows of eight frames (93 ms) that step by one frame see bands of 10.8 Hz: the network hears how far each stands above the noise, and sets a gain on each, that is a filter
    whose impulse response is as long as the window (in the spirit of deep filtering, arXiv 1904.08369).
    Starts as nothing: a network that gains it later sounds as before. Thread: the network's. */
class LongWindowsImpl : public torch::nn::Module
{
public:
    /** @param bins      coefficients of a frame, even
        @param channels  of the network's features there */
    LongWindowsImpl (int bins, int channels);

    /** @param part   (batch, frames, bins), noisy
        @param ratio  (batch), noise-to-signal ratio
        @return (batch, channels, frames), to be added to the features */
    torch::Tensor heard (const torch::Tensor& part, const torch::Tensor& ratio);

    /** @param part      (batch, frames, bins), what the short windows made of it
        @param features  (batch, channels, frames)
        @return the filtered part */
    torch::Tensor filtered (const torch::Tensor& part, const torch::Tensor& features, const torch::Tensor& ratio);

private:
    torch::Tensor spectra (const torch::Tensor& part) const;

    int hop;
    std::shared_ptr<LappedTransform> decimated; // the part as a signal of `bins` samples a frame
    torch::Tensor window;                       // (8·bins)
    torch::nn::Conv1d look { nullptr }, gains { nullptr };
};

TORCH_MODULE (LongWindows);
} // namespace stochastick
