#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stochastick
{
namespace
{
/** DDIM (Song et al. 2020, arXiv 2010.02502, eq. 12 and 16), divided by the mean of the level it goes to:

        x' = D + √(ρ'² − v)·ε + √v·z,    v = η²·ρ'²·(1 − (ρ'/ρ)²)

    η = 0 is Euler's rule in ρ; η = 1 is DDPM's ancestral sampling with the small variance (arXiv 2006.11239). */
class Ddim final : public Sampler
{
public:
    explicit Ddim (std::optional<double> alwaysThisEta = {})
        : fixedEta (alwaysThisEta)
    {
    }

    SamplingState move (const SamplerContext& context, const SamplingState& state, int index, double to) override
    {
        const auto& [x, from] = state;
        const auto eta = fixedEta.value_or (context.controls.eta);
        const auto share = eta * eta * (1.0 - (to / from) * (to / from));
        const auto estimate = context.denoise (x, from);
        const auto next = estimate + predictedNoise (x, estimate, from) * (to * std::sqrt (std::max (0.0, 1.0 - share)));

        if (eta == 0.0)
            return { next, to };

        return { next + noiseLike (x, context, NoisePurpose::step, index) * (to * std::sqrt (share)), to };
    }

private:
    std::optional<double> fixedEta;
};
} // namespace

std::unique_ptr<Sampler> createDdim()
{
    return std::make_unique<Ddim>();
}

std::unique_ptr<Sampler> createAncestral()
{
    return std::make_unique<Ddim> (1.0);
}
} // namespace stochastick
