#include "Network/CrashBlocks.h"

#include <numbers>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;
namespace nn = torch::nn;

namespace
{
constexpr double slope = 0.2; // of every leaky ReLU

nn::Conv1d same (int channelsIn, int channelsOut, int dilation)
{
    return nn::Conv1d (nn::Conv1dOptions (channelsIn, channelsOut, 3).padding (dilation).dilation (dilation));
}

nn::Conv1d pointwise (const CrashBlockSize& size)
{
    return nn::Conv1d (nn::Conv1dOptions (size.channelsIn, size.channelsOut, 1));
}

/** (batch, channels, frames) → (batch, channels, frames·factor), each frame several times */
Tensor repeated (const Tensor& x, int factor)
{
    return x.unsqueeze (3).expand ({ -1, -1, -1, factor }).flatten (2);
}

/** What a convolution of width 3 makes of the signal repeated: (batch, out, frames·factor). Each of its taps sees only
    one of two neighbouring frames, so the products with the taps are needed once a frame. */
Tensor convolvedAfterRepeating (const nn::Conv1d& convolution, const Tensor& x, int factor)
{
    const auto& weight = convolution->weight; // (out, in, 3)
    const auto zero = torch::zeros_like (convolution->bias);
    const auto taps = torch::conv1d (x, weight.permute ({ 2, 0, 1 }).flatten (0, 1).unsqueeze (2),
                                     torch::cat ({ zero, convolution->bias, zero }))
                          .chunk (3, 1); // 3 × (batch, out, frames): products with the sample before, at, and after
    const auto first = torch::constant_pad_nd (taps[0], { 1, -1 }) + taps[1] + taps[2];
    const auto last = taps[0] + taps[1] + torch::constant_pad_nd (taps[2], { -1, 1 });
    std::vector<Tensor> phases { first };

    if (factor > 2)
        phases.insert (phases.end(), static_cast<std::size_t> (factor) - 2, taps[0] + taps[1] + taps[2]);

    phases.push_back (last);
    return torch::stack (phases, 3).flatten (2);
}
} // namespace

CrashEmbeddingImpl::CrashEmbeddingImpl()
{
    constexpr int features = 32;
    constexpr double spread = 16.0; // standard deviation of the frequencies; sigma lies between 0 and 1

    frequencies = register_parameter ("RFF_freq", spread * torch::randn ({ 1, features }), false);
    register_module ("MLP", layers);
    layers->push_back (nn::Linear (2 * features, 128));
    layers->push_back (nn::Linear (128, 256));
    layers->push_back (nn::Linear (256, width));
}

Tensor CrashEmbeddingImpl::forward (const Tensor& sigma)
{
    const auto angle = 2.0 * std::numbers::pi * sigma.unsqueeze (1) * frequencies; // (batch, features)
    auto h = torch::cat ({ angle.sin(), angle.cos() }, 1);

    for (const auto& layer : *layers)
        h = torch::relu (layer->as<nn::Linear>()->forward (h));

    return h;
}

CrashFilmImpl::CrashFilmImpl (int channels)
{
    layer = register_module ("output_layer", nn::Linear (CrashEmbeddingImpl::width, 2 * channels));
}

Tensor CrashFilmImpl::forward (const Tensor& embedding)
{
    return layer (embedding).unsqueeze (2);
}

CrashDownBlockImpl::CrashDownBlockImpl (const CrashBlockSize& size, CrashDecimation decimationToUse)
    : factor (size.factor),
      decimation (decimationToUse)
{
    const auto stride = decimation == CrashDecimation::inFirstLayer ? factor : 1;
    nn::ModuleList list;

    residual = register_module ("residual_dense", pointwise (size));
    first = register_module (
        "layer_1", nn::Conv1d (nn::Conv1dOptions (size.channelsIn, size.channelsOut, 3).padding (1).stride (stride)));
    register_module ("convs", list);

    for (const auto dilation : { 2, 4, 8 })
        convolutions.push_back (appendTo (list, same (size.channelsOut, size.channelsOut, dilation)));
}

Tensor CrashDownBlockImpl::forward (const Tensor& x, const Tensor& film)
{
    const auto kept = x.slice (2, 0, x.size (2), factor).contiguous();
    const auto scaleAndShift = film.chunk (2, 1); // 2 × (batch, channelsOut, 1)
    auto h = first (torch::leaky_relu (decimation == CrashDecimation::inFirstLayer ? x : kept, slope));
    h = torch::addcmul (scaleAndShift[1], scaleAndShift[0], h);

    for (auto& convolution : convolutions)
        h = convolution (torch::leaky_relu (h, slope));

    return h + residual (kept);
}

CrashUpBlockImpl::CrashUpBlockImpl (const CrashBlockSize& size)
    : factor (size.factor)
{
    nn::ModuleList list;
    residual = register_module ("residual_dense", pointwise (size));
    register_module ("convs", list);

    for (const auto dilation : { 1, 2, 4, 8 })
        convolutions.push_back (
            appendTo (list, same (dilation == 1 ? 2 * size.channelsIn : size.channelsOut, size.channelsOut, dilation)));
}

Tensor CrashUpBlockImpl::forward (const Tensor& x, const Tensor& skip)
{
    // The published network applies its leaky ReLU twice here.
    const auto both = torch::leaky_relu (torch::cat ({ x, skip }, 1), slope * slope);
    auto h = convolvedAfterRepeating (convolutions.front(), both, factor);

    for (std::size_t i = 1; i < convolutions.size(); ++i)
        h = convolutions[i](torch::leaky_relu (h, slope));

    return h + repeated (residual (x), factor);
}
} // namespace stochastick
