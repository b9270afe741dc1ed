#include "Network/Bottleneck.h"

#include "Network/ProductPrecision.h"
#include "Network/ResidualBlock.h"

#include <cmath>
#include <torch/fft.h>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int positionFeatures = 32;

/** (1, frames, positionFeatures): wavelengths from 4 to about 500 frames. */
Tensor framePositions (std::int64_t frames, const torch::TensorOptions& options)
{
    const auto octave = torch::arange (positionFeatures / 2, options) * (7.0 / (positionFeatures / 2));
    const auto angle = torch::arange (frames, options).unsqueeze (1) * (M_PI / 2.0) * torch::exp2 (-octave).unsqueeze (0);

    return torch::cat ({ angle.sin(), angle.cos() }, 1).unsqueeze (0);
}
} // namespace

MixingBlockImpl::MixingBlockImpl (int channels, int headsToUse, int conditionWidth)
    : heads (headsToUse)
{
    using torch::nn::Linear;

    norm1 = register_module ("norm1", torch::nn::LayerNorm (torch::nn::LayerNormOptions ({ channels })));
    position = register_module ("position", Linear (torch::nn::LinearOptions (positionFeatures, channels).bias (false)));
    film = register_module ("film", Linear (conditionWidth, 2 * channels));

    if (heads > 0)
        queryKeyValue = register_module ("query_key_value", Linear (channels, 3 * channels));

    mixed = register_module ("mixed", Linear (channels, channels));
    norm2 = register_module ("norm2", torch::nn::LayerNorm (torch::nn::LayerNormOptions ({ channels })));
    widen = register_module ("widen", Linear (channels, 3 * channels));
    narrow = register_module ("narrow", Linear (3 * channels, channels));

    zeroInitialise (*mixed);
    zeroInitialise (*narrow);
}

Tensor MixingBlockImpl::attend (const Tensor& x)
{
    const auto batch = x.size (0), frames = x.size (1), channels = x.size (2);
    const auto split =
        transformed (queryKeyValue, x).view ({ batch, frames, 3, heads, channels / heads }).permute ({ 2, 0, 3, 1, 4 });
    const auto scale = 1.0 / std::sqrt (static_cast<double> (channels / heads));
    const auto weights = torch::softmax (product (split[0] * scale, split[1].transpose (-2, -1)), -1);

    return product (weights, split[2]).transpose (1, 2).reshape ({ batch, frames, channels });
}

Tensor MixingBlockImpl::forward (const Tensor& x, const Tensor& condition)
{
    auto z = x.transpose (1, 2); // (batch, frames, channels)
    const auto scaleAndShift = film (condition).unsqueeze (1).chunk (2, 2);
    const auto placed = z + position (framePositions (z.size (1), z.options()));
    const auto normed = torch::addcmul (scaleAndShift[1], norm1 (placed), scaleAndShift[0] + 1.0);

    z = z
        + transformed (mixed, heads > 0 ? attend (normed)
                                        : torch::real (torch::fft::fft2 (normed, {}, { -2, -1 }, "ortho")).contiguous());

    return (z + transformed (narrow, torch::gelu (transformed (widen, norm2 (z))))).transpose (1, 2).contiguous();
}
} // namespace stochastick
