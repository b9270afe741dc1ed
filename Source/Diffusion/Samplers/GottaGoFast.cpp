#include "Diffusion/Samplers/BrownianPath.h"
#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr double safety = 0.9, exponent = 0.9, firstStep = 0.01; // θ, r and h of the paper

/** Gotta Go Fast (Jolicoeur-Martineau et al. 2021, arXiv 2105.14080, algorithm 1): Euler–Maruyama and stochastic improved
    Euler with the same noise on the reverse SDE; their difference, in units of what is allowed and as a root mean square
    over the sound, decides whether the move counts and how long the next one is. The improved result goes on. The noise
    of a rejected move is kept (BrownianPath). Two network calls an attempt. */
class GottaGoFast final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& process = context.process;
        const auto t = process.timeOf (state.ratio);
        const auto tEnd = process.timeOf (to);
        const auto isLast = t - tEnd <= length;
        const auto h = isLast ? t - tEnd : length;
        const auto ratioNext = isLast ? to : process.ratio (t - h);
        const auto tNext = isLast ? tEnd : t - h;
        const auto increment = path.next (context, state.x, h);

        const auto x = state.x * process.mean (t);
        const auto euler = x - reverseDrift (context, state) * h + increment * std::sqrt (process.diffusionSquared (t));
        const auto corrected = x - reverseDrift (context, { euler / process.mean (tNext), ratioNext }) * h
                               + increment * std::sqrt (process.diffusionSquared (tNext));
        const auto improved = (euler + corrected) * 0.5;
        const auto error = scaledError (context.controls, improved - euler, previous.defined() ? previous : x, euler);

        length = std::max (h * std::clamp (safety * std::pow (std::max (error, 1e-10), -exponent), 0.01, 100.0), 1e-12);

        if (error > 1.0)
        {
            path.takeBack (increment, h);
            return state;
        }

        previous = euler;
        return { improved / process.mean (tNext), ratioNext };
    }

private:
    static double scaledError (const SamplerControls& controls, const Tensor& difference, const Tensor& before,
                               const Tensor& after)
    {
        const auto allowed =
            (torch::max (before.abs(), after.abs()) * controls.tolerance).clamp_min (controls.absoluteTolerance);
        const auto size = (difference / allowed).square().mean().sqrt().item<double>();
        return std::isfinite (size) ? size : 1e9;
    }

    BrownianPath path;
    Tensor previous; ///< the Euler–Maruyama result of the last move that counted
    double length = firstStep;
};
} // namespace

std::unique_ptr<Sampler> createGottaGoFast()
{
    return std::make_unique<GottaGoFast>();
}
} // namespace stochastick
