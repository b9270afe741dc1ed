#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** DPM-Solver++(2M) (Lu et al. 2022, arXiv 2211.01095, algorithm 2), divided by the mean. With h = λ' − λ = ln(ρ/ρ'):

        x' = e^(−h)·x + (1 − e^(−h))·(D + h/(2·h_previous)·(D − D_previous))

    Second order for one network call a move; the first move has no earlier estimate and is first order (= DDIM).

    The SDE's form (section 5 there) lets the old noise decay twice as fast and fills up with fresh one:

        x' = e^(−2h)·x + (1 − e^(−2h))·(the same) + ρ'·√(1 − e^(−2h))·z */
class DpmSolverPlusPlus2M final : public Sampler
{
public:
    explicit DpmSolverPlusPlus2M (bool isStochastic)
        : stochastic (isStochastic)
    {
    }

    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& [x, from] = state;
        const auto logStep = std::log (from / to);
        const auto estimate = context.denoise (x, from);
        const auto target = previousEstimate.defined()
                                ? estimate + (estimate - previousEstimate) * (logStep / (2.0 * previousLogStep))
                                : estimate;

        previousEstimate = estimate;
        previousLogStep = logStep;

        if (! stochastic)
            return { x * (to / from) - target * std::expm1 (-logStep), to };

        const auto filled = -std::expm1 (-2.0 * logStep);
        const auto fresh = noiseLike (x, context, NoisePurpose::step, index);
        return { x * (1.0 - filled) + target * filled + fresh * (to * std::sqrt (filled)), to };
    }

private:
    bool stochastic;
    Tensor previousEstimate;
    double previousLogStep = 0.0;
};
} // namespace

std::unique_ptr<Sampler> createDpmSolverPlusPlus2M()
{
    return std::make_unique<DpmSolverPlusPlus2M> (false);
}

std::unique_ptr<Sampler> createSdeDpmSolverPlusPlus2M()
{
    return std::make_unique<DpmSolverPlusPlus2M> (true);
}
} // namespace stochastick
