#include "Diffusion/Samplers/ProbabilityFlow.h"
#include "Diffusion/Samplers/Samplers.h"

namespace stochastick
{
namespace
{
/** x' = x + (t' − t)·dx/dt: CRASH's algorithm 3 (arXiv 2106.07431). First order. */
class Euler final : public Sampler
{
public:
    Tensor step (const SamplerContext& context, const Tensor& state, int, double from, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (from);
        const auto tNext = process.timeOf (to);

        const auto x = state * process.mean (t);
        return (x + probabilityFlow (context, state, from) * (tNext - t)) / process.mean (tNext);
    }
};
} // namespace

std::unique_ptr<Sampler> createEuler()
{
    return std::make_unique<Euler>();
}
} // namespace stochastick
