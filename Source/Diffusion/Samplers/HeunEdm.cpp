#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
/** The trapezoidal rule in ρ, where dx/dρ = ε: Karras et al. 2022 (arXiv 2206.00364), algorithm 1, with ρ in the place
    of t. Second order, two network calls. The last move to ρ = 0 is the run's final denoising, Euler's step there. */
Tensor heunMove (const SamplerContext& context, const SamplingState& state, double to)
{
    const auto& [x, from] = state;
    const auto slope = predictedNoise (x, context.denoise (x, from), from);
    const auto guess = x + slope * (to - from);
    const auto slopeNext = predictedNoise (guess, context.denoise (guess, to), to);

    return x + (slope + slopeNext) * (0.5 * (to - from));
}

class HeunEdm final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        return { heunMove (context, state, to), to };
    }
};

/** Algorithm 2: before each move the noise is raised to ρ·(1 + γ), γ = min (S_churn/moves, √2 − 1), at all levels
    (S_min = 0, S_max = ∞) and without inflating it (S_noise = 1). */
class EdmStochastic final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto stir = std::min (context.controls.churn / context.moves, std::numbers::sqrt2 - 1.0);
        const auto raised = state.ratio * (1.0 + stir);
        const auto fresh = noiseLike (state.x, context, NoisePurpose::step, index);
        const auto x = state.x + fresh * std::sqrt (raised * raised - state.ratio * state.ratio);

        return { heunMove (context, { x, raised }, to), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createHeunEdm()
{
    return std::make_unique<HeunEdm>();
}

std::unique_ptr<Sampler> createEdmStochastic()
{
    return std::make_unique<EdmStochastic>();
}
} // namespace stochastick
