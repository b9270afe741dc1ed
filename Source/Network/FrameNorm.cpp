#include "Network/FrameNorm.h"

#include "Network/NormaliseFrames.h"

#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

FrameNormImpl::FrameNormImpl (int channels)
{
    gain = register_parameter ("gain", torch::ones ({ 1, channels, 1 }));
}

Tensor FrameNormImpl::forward (const Tensor& x)
{
    return normaliseFrames (x, gain, torch::zeros_like (gain));
}

Tensor FrameNormImpl::modulated (const Tensor& x, const Tensor& scale, const Tensor& shift)
{
    return normaliseFrames (x, gain * scale, shift);
}

Tensor splitLevel (const Tensor& x)
{
    constexpr double scale = 0.15; // brings −240…0 dB to about −4…0
    const auto level = framePower (x);

    return torch::cat ({ x * level.rsqrt(), level.log() * scale }, 1);
}
} // namespace stochastick
