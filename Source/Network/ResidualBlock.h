#pragma once

#include "Network/FrameNorm.h"

#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

namespace stochastick
{
/** Two convolutions over time (dilations 1 and 2) with the condition applied between them as a scale and a shift of
    each channel (FiLM, arXiv 1709.07871; AdaGN). Starts as its skip connection: the last convolution is zero. */
class ResidualBlockImpl : public torch::nn::Module
{
public:
    ResidualBlockImpl (int channelsIn, int channelsOut, int conditionWidth);

    /** (batch, channelsIn, frames), (batch, conditionWidth) → (batch, channelsOut, frames) */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& condition);

private:
    FrameNorm norm1 { nullptr }, norm2 { nullptr };
    torch::nn::Conv1d conv1 { nullptr }, conv2 { nullptr }, skip { nullptr };
    torch::nn::Linear film { nullptr };
};

TORCH_MODULE (ResidualBlock);

/** For the last layer of a branch: the branch then adds nothing at the start of training. */
void zeroInitialise (torch::nn::Module& layer);
} // namespace stochastick
