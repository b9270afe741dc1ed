#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** (e^h − 1)/h − 1, without cancellation that matters at the steps of a run. */
double secondPhi (double h)
{
    return std::expm1 (h) / h - 1.0;
}

/** DPM-Solver-3 (Lu et al. 2022, arXiv 2206.00927, algorithm 2, r1 = ⅓, r2 = ⅔), divided by the mean. Third order, three
    network calls. */
class DpmSolver3 final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& [x, from] = state;
        const auto h = std::log (from / to);
        const auto first = from * std::exp (-h / 3.0), second = from * std::exp (-2.0 * h / 3.0);
        const auto noiseAt = [&] (const Tensor& y, double ratio) {
            return predictedNoise (y, context.denoise (y, ratio), ratio);
        };

        const auto noise = noiseAt (x, from);
        const auto x1 = x + noise * (first - from);
        const auto difference1 = noiseAt (x1, first) - noise;
        const auto x2 = x + noise * (second - from) - difference1 * (2.0 * second * secondPhi (2.0 * h / 3.0));
        const auto difference2 = noiseAt (x2, second) - noise;

        return { x + noise * (to - from) - difference2 * (1.5 * to * secondPhi (h)), to };
    }
};
} // namespace

std::unique_ptr<Sampler> createDpmSolver3()
{
    return std::make_unique<DpmSolver3>();
}
} // namespace stochastick
