#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

namespace stochastick
{
namespace
{
/** The trapezoidal rule on dx/dt with Euler's step as its guess of the end. Second order, two network calls. */
class Heun final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (state.ratio);
        const auto tNext = process.timeOf (to);
        const auto meanNext = process.mean (tNext);

        const auto x = state.x * process.mean (t);
        const auto slope = probabilityFlow (context, state);
        const auto guess = (x + slope * (tNext - t)) / meanNext;
        const auto slopeNext = probabilityFlow (context, { guess, to });

        return { (x + (slope + slopeNext) * (0.5 * (tNext - t))) / meanNext, to };
    }
};
} // namespace

std::unique_ptr<Sampler> createHeun()
{
    return std::make_unique<Heun>();
}
} // namespace stochastick
