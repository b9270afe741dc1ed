#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>
#include <torch/nn/pimpl.h>

namespace stochastick
{
/** How the deepest frames (about 12 ms each) exchange what they know: a transformer block whose mixing is either
    multi-head self-attention or a two-dimensional Fourier transform (FNet, arXiv 2105.03824), conditioned by a scale
    and a shift after the first normalisation. Positions are sinusoids of the frame number through a learnt matrix, so
    that any number of frames works. Starts as the identity. */
class MixingBlockImpl : public torch::nn::Module
{
public:
    /** @param heads  0 for Fourier mixing */
    MixingBlockImpl (int channels, int heads, int conditionWidth);

    /** (batch, channels, frames), (batch, conditionWidth) → (batch, channels, frames) */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& condition);

private:
    torch::Tensor attend (const torch::Tensor& x);

    int heads;
    torch::nn::LayerNorm norm1 { nullptr }, norm2 { nullptr };
    torch::nn::Linear position { nullptr }, film { nullptr }, queryKeyValue { nullptr }, mixed { nullptr };
    torch::nn::Linear widen { nullptr }, narrow { nullptr };
};

TORCH_MODULE (MixingBlock);
} // namespace stochastick
