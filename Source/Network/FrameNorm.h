#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

namespace stochastick
{
/** Root-mean-square normalisation of each frame over its channels, with a learnt gain (Zhang & Sennrich 2019).

    Never across time: a drum's tail is 60–80 dB below its onset, and a statistic of the whole sound would drown it. */
class FrameNormImpl : public torch::nn::Module
{
public:
    explicit FrameNormImpl (int channels);

    torch::Tensor forward (const torch::Tensor& x); ///< (batch, channels, frames), shape kept

    /** The same, then · scale + shift: (batch, channels, 1) each. */
    torch::Tensor modulated (const torch::Tensor& x, const torch::Tensor& scale, const torch::Tensor& shift);

private:
    torch::Tensor gain; // (1, channels, 1)
};

TORCH_MODULE (FrameNorm);

/** (batch, channels, frames) → (batch, channels + 1, frames): each frame at unit level, and its log level as one more
    channel, so that the network sees both the shape of a −80 dB tail and how loud it is. */
torch::Tensor splitLevel (const torch::Tensor& x);
} // namespace stochastick
