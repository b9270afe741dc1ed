#include "Diffusion/Samplers/Samplers.h"

namespace stochastick
{
namespace
{
/** Karras et al. 2022 (arXiv 2206.00364), algorithm 1, with ρ in the place of t: dx/dρ = ε. Second order, two network
    calls. The last move to ρ = 0 is the run's final denoising, which is Euler's step there. */
class HeunEdm final : public Sampler
{
public:
    Tensor step (const SamplerContext& context, const Tensor& x, int, double from, double to) override
    {
        const auto slope = predictedNoise (x, context.denoise (x, from), from);
        const auto guess = x + slope * (to - from);
        const auto slopeNext = predictedNoise (guess, context.denoise (guess, to), to);

        return x + (slope + slopeNext) * (0.5 * (to - from));
    }
};
} // namespace

std::unique_ptr<Sampler> createHeunEdm()
{
    return std::make_unique<HeunEdm>();
}
} // namespace stochastick
