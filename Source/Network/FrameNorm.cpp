#include "Network/FrameNorm.h"

#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
/** Far below the level of the quietest tail (−240 dB), so that silence stays silent instead of being blown up. */
constexpr double leastPower = 1e-12;

Tensor power (const Tensor& x)
{
    return x.square().mean (1, true) + leastPower; // (batch, 1, frames)
}
} // namespace

FrameNormImpl::FrameNormImpl (int channels)
{
    gain = register_parameter ("gain", torch::ones ({ 1, channels, 1 }));
}

Tensor FrameNormImpl::forward (const Tensor& x)
{
    return x * power (x).rsqrt() * gain;
}

Tensor splitLevel (const Tensor& x)
{
    constexpr double scale = 0.15; // brings −240…0 dB to about −4…0
    const auto level = power (x);

    return torch::cat ({ x * level.rsqrt(), level.log() * scale }, 1);
}
} // namespace stochastick
