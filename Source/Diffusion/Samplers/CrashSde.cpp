#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** CRASH's reparametrised SDE (Rouard & Hadjeres 2021, arXiv 2106.07431, algorithm 6): Euler–Maruyama with ρ as time,
    x' = x + 2·(ρ' − ρ)·ε + √(ρ² − ρ'²)·z. */
class CrashSde final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& [x, from] = state;
        const auto noise = predictedNoise (x, context.denoise (x, from), from);
        const auto fresh = noiseLike (x, context, NoisePurpose::step, index);

        return { x + noise * (2.0 * (to - from)) + fresh * std::sqrt (from * from - to * to), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createCrashSde()
{
    return std::make_unique<CrashSde>();
}
} // namespace stochastick
