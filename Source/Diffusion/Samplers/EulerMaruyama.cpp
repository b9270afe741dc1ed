#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** x' = x + (t' − t)·(f·x − g²·score) + g·√(t − t')·z on the reverse SDE in the process's time (Song et al. 2021,
    arXiv 2011.13456, appendix). */
class EulerMaruyama final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (state.ratio);
        const auto tNext = process.timeOf (to);

        const auto x = state.x * process.mean (t) + reverseDrift (context, state) * (tNext - t);
        const auto fresh = noiseLike (state.x, context, NoisePurpose::step, index);

        return { (x + fresh * std::sqrt (process.diffusionSquared (t) * (t - tNext))) / process.mean (tNext), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createEulerMaruyama()
{
    return std::make_unique<EulerMaruyama>();
}
} // namespace stochastick
