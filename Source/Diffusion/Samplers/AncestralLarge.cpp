#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** DDPM's ancestral sampling with the larger of its two variances (arXiv 2006.11239, section 3.2): that of the forward
    step, β = 1 − (mean/mean')² for VP, which is (mean/mean')²·(ρ² − ρ'²) in units of the mean of any process. */
class AncestralLarge final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& [x, from] = state;
        const auto& process = context.process;
        const auto shrink = process.mean (process.timeOf (from)) / process.mean (process.timeOf (to));
        const auto mean = ancestralMean (x, context.denoise (x, from), from, to);
        const auto fresh = noiseLike (x, context, NoisePurpose::step, index);

        return { mean + fresh * (shrink * std::sqrt (from * from - to * to)), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createAncestralLarge()
{
    return std::make_unique<AncestralLarge>();
}
} // namespace stochastick
