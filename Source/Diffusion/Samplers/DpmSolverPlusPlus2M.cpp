#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** DPM-Solver++(2M) (Lu et al. 2022, arXiv 2211.01095, algorithm 2), divided by the mean. With h = λ' − λ = ln(ρ/ρ'):

        x' = e^(−h)·x + (1 − e^(−h))·(D + h/(2·h_previous)·(D − D_previous))

    Second order for one network call a move; the first move has no earlier estimate and is first order (= DDIM). */
class DpmSolverPlusPlus2M final : public Sampler
{
public:
    Tensor step (const SamplerContext& context, const Tensor& x, int, double from, double to) override
    {
        const auto logStep = std::log (from / to);
        const auto estimate = context.denoise (x, from);
        const auto target = previousEstimate.defined()
                                ? estimate + (estimate - previousEstimate) * (logStep / (2.0 * previousLogStep))
                                : estimate;

        previousEstimate = estimate;
        previousLogStep = logStep;

        return x * (to / from) - target * std::expm1 (-logStep);
    }

private:
    Tensor previousEstimate;
    double previousLogStep = 0.0;
};
} // namespace

std::unique_ptr<Sampler> createDpmSolverPlusPlus2M()
{
    return std::make_unique<DpmSolverPlusPlus2M>();
}
} // namespace stochastick
