#include "Diffusion/Samplers/SamplerTools.h"

namespace stochastick
{
namespace
{
/** f·x + share·g²/sigma·ε */
Tensor flow (const SamplerContext& context, const SamplingState& state, double share)
{
    const auto& process = context.process;
    const auto t = process.timeOf (state.ratio);
    const auto noise = predictedNoise (state.x, context.denoise (state.x, state.ratio), state.ratio);

    return state.x * (process.drift (t) * process.mean (t))
           + noise * (share * process.diffusionSquared (t) / process.sigma (t));
}

/** Of each sound: (batch, 1, 1). */
Tensor normOf (const Tensor& x)
{
    return x.square().sum ({ 1, 2 }, true).sqrt();
}
} // namespace

Tensor noiseLike (const Tensor& x, const SamplerContext& context, NoisePurpose purpose, int step)
{
    return context.noise.normal (purpose, step, x.size (2)).to (x.options());
}

Tensor probabilityFlow (const SamplerContext& context, const SamplingState& state)
{
    return flow (context, state, 0.5);
}

Tensor reverseDrift (const SamplerContext& context, const SamplingState& state)
{
    return flow (context, state, 1.0);
}

Tensor correctorStep (const SamplerContext& context, const SamplingState& state, int drawIndex)
{
    const auto& [x, ratio] = state;
    const auto score = predictedNoise (x, context.denoise (x, ratio), ratio) * (-1.0 / ratio);
    const auto fresh = noiseLike (x, context, NoisePurpose::corrector, drawIndex);
    const auto size = (normOf (fresh) / normOf (score) * context.controls.correctorSnr).square() * 2.0;

    return x + score * size + fresh * (size * 2.0).sqrt();
}

Tensor ancestralMean (const Tensor& x, const Tensor& estimate, double from, double to)
{
    return estimate + predictedNoise (x, estimate, from) * (to * to / from);
}
} // namespace stochastick
