#include "Network/ResidualBlock.h"

#include "Network/ProductPrecision.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

ResidualBlockImpl::ResidualBlockImpl (int channelsIn, int channelsOut, int conditionWidth)
{
    const auto convolution = [] (int in, int out, int dilation) {
        return torch::nn::Conv1d (torch::nn::Conv1dOptions (in, out, 3).padding (dilation).dilation (dilation));
    };

    norm1 = register_module ("norm1", FrameNorm (channelsIn));
    conv1 = register_module ("conv1", convolution (channelsIn, channelsOut, 1));
    norm2 = register_module ("norm2", FrameNorm (channelsOut));
    film = register_module ("film", torch::nn::Linear (conditionWidth, 2 * channelsOut));
    conv2 = register_module ("conv2", convolution (channelsOut, channelsOut, 2));
    zeroInitialise (*conv2);

    if (channelsIn != channelsOut)
        skip = register_module ("skip", torch::nn::Conv1d (channelsIn, channelsOut, 1));
}

Tensor ResidualBlockImpl::forward (const Tensor& x, const Tensor& condition)
{
    const auto scaleAndShift = film (condition).unsqueeze (2).chunk (2, 1); // 2 × (batch, channelsOut, 1)
    const auto inner = convolved (conv1, torch::silu (norm1 (x)));
    const auto told = norm2->modulated (inner, scaleAndShift[0] + 1.0, scaleAndShift[1]);

    return (skip ? convolved (skip, x) : x) + convolved (conv2, torch::silu (told));
}

void zeroInitialise (torch::nn::Module& layer)
{
    torch::NoGradGuard noGradient;

    for (auto& parameter : layer.parameters())
        parameter.zero_();
}
} // namespace stochastick
