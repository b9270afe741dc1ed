#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** The stochastic improved Euler rule (Roberts 2012, arXiv 1210.0933) on the reverse SDE in the process's time: the mean
    of an Euler–Maruyama move and of one with the slope and diffusion at its end, both with the same noise. */
class StochasticHeun final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (state.ratio);
        const auto tNext = process.timeOf (to);
        const auto meanNext = process.mean (tNext);
        const auto fresh = noiseLike (state.x, context, NoisePurpose::step, index) * std::sqrt (t - tNext);

        const auto x = state.x * process.mean (t);
        const auto first = reverseDrift (context, state) * (tNext - t) + fresh * std::sqrt (process.diffusionSquared (t));
        const auto second = reverseDrift (context, { (x + first) / meanNext, to }) * (tNext - t)
                            + fresh * std::sqrt (process.diffusionSquared (tNext));

        return { (x + (first + second) * 0.5) / meanNext, to };
    }
};
} // namespace

std::unique_ptr<Sampler> createStochasticHeun()
{
    return std::make_unique<StochasticHeun>();
}
} // namespace stochastick
