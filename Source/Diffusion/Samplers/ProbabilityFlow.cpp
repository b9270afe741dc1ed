#include "Diffusion/Samplers/ProbabilityFlow.h"

namespace stochastick
{
Tensor probabilityFlow (const SamplerContext& context, const Tensor& state, double ratio)
{
    const auto& process = context.process;
    const auto t = process.timeOf (ratio);
    const auto noise = predictedNoise (state, context.denoise (state, ratio), ratio);

    return state * (process.drift (t) * process.mean (t))
           + noise * (process.diffusionSquared (t) / (2.0 * process.sigma (t)));
}
} // namespace stochastick
