#include "Diffusion/Samplers/Samplers.h"

#include <cmath>
#include <deque>

namespace stochastick
{
namespace
{
struct Estimate
{
    Tensor clean;
    double lambda = 0.0; ///< −ln ρ
};

/** DPM-Solver++(3M), divided by the mean: the estimates of the last three levels as a parabola in λ, integrated exactly
    (the idea of Lu et al. 2022, arXiv 2211.01095; the first two moves have fewer estimates and lower orders).

    The published programs take half of the parabola's curvature (their second divided difference lacks the factor 2 of
    a second derivative), which makes the rule second order, but calmer when steps are few: `curvature` 1 or ½. */
class DpmSolverPlusPlus3M final : public Sampler
{
public:
    explicit DpmSolverPlusPlus3M (double curvatureToTake)
        : curvature (curvatureToTake)
    {
    }

    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& [x, from] = state;
        const auto h = std::log (from / to);
        past.push_front ({ context.denoise (x, from), -std::log (from) });

        if (past.size() > 3)
            past.pop_back();

        const auto decay = std::expm1 (-h);
        auto next = x * (to / from) - past[0].clean * decay;

        if (past.size() == 2)
            next = next - slopeBetween (0, 1) * (0.5 * h * decay);

        if (past.size() == 3)
        {
            const auto r0 = (past[0].lambda - past[1].lambda) / h, r1 = (past[1].lambda - past[2].lambda) / h;
            const auto a = slopeBetween (0, 1) * h, b = slopeBetween (1, 2) * h;
            const auto second = (a - b) / (r0 + r1);
            next = next + (a + second * r0) * (decay / h + 1.0) - second * (2.0 * curvature * ((decay + h) / (h * h) - 0.5));
        }

        return { next, to };
    }

private:
    /** dD/dλ between two of the last estimates, newest first. */
    Tensor slopeBetween (std::size_t newer, std::size_t older) const
    {
        return (past[newer].clean - past[older].clean) / (past[newer].lambda - past[older].lambda);
    }

    double curvature;
    std::deque<Estimate> past;
};
} // namespace

std::unique_ptr<Sampler> createDpmSolverPlusPlus3M()
{
    return std::make_unique<DpmSolverPlusPlus3M> (1.0);
}

std::unique_ptr<Sampler> createDampedDpmSolverPlusPlus3M()
{
    return std::make_unique<DpmSolverPlusPlus3M> (0.5);
}
} // namespace stochastick
