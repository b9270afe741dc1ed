#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** DPM-Solver-2 (Lu et al. 2022, arXiv 2206.00927, algorithm 1, r = ½), divided by the mean: the midpoint rule in ρ with
    the middle in ln ρ. Second order, two network calls. */
class DpmSolver2 final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& [x, from] = state;
        const auto middle = std::sqrt (from * to);
        const auto halfway = x + predictedNoise (x, context.denoise (x, from), from) * (middle - from);

        return { x + predictedNoise (halfway, context.denoise (halfway, middle), middle) * (to - from), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createDpmSolver2()
{
    return std::make_unique<DpmSolver2>();
}
} // namespace stochastick
