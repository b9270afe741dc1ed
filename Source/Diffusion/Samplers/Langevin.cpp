#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

namespace stochastick
{
namespace
{
constexpr int stepsAtEachLevel = 5; // = callsPerMove of its row

/** Annealed Langevin dynamics, plain SGLD (Song & Ermon 2019, arXiv 1907.05600, algorithm 1): goes to the next level by
    asking the score there, and takes some steps x + a·score + √(2a)·z with a = 2·(snr·ρ)². A step so takes 2·snr² of the
    noise that is too much, so it needs many levels or a large snr to catch up with the moves. The corrector's rule, which
    measures the score, would take ever smaller steps the farther it is behind. */
class Langevin final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto root = context.controls.correctorSnr * to; // √(a/2)
        auto x = state.x;

        for (int i = 0; i < stepsAtEachLevel; ++i)
        {
            const auto noise = predictedNoise (x, context.denoise (x, to), to);
            const auto fresh = noiseLike (x, context, NoisePurpose::corrector, index * stepsAtEachLevel + i);
            x = x - noise * (2.0 * root * root / to) + fresh * (2.0 * root);
        }

        return { x, to };
    }
};
} // namespace

std::unique_ptr<Sampler> createLangevin()
{
    return std::make_unique<Langevin>();
}
} // namespace stochastick
