#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

namespace stochastick
{
namespace
{
/** x' = x + (t' − t)·dx/dt: CRASH's algorithm 3 (arXiv 2106.07431). First order. */
class Euler final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (state.ratio);
        const auto tNext = process.timeOf (to);

        const auto x = state.x * process.mean (t);
        return { (x + probabilityFlow (context, state) * (tNext - t)) / process.mean (tNext), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createEuler()
{
    return std::make_unique<Euler>();
}
} // namespace stochastick
