#include "Diffusion/Samplers/SamplerTools.h"
#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr std::size_t stages = 7;

/** Dormand & Prince 1980, table 2: the times of the stages, their weights, and fifth less fourth order. */
constexpr std::array<double, stages> nodes { 0.0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1.0, 1.0 };
constexpr std::array<std::array<double, stages - 1>, stages> weights { {
    {},
    { 1.0 / 5 },
    { 3.0 / 40, 9.0 / 40 },
    { 44.0 / 45, -56.0 / 15, 32.0 / 9 },
    { 19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729 },
    { 9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656 },
    { 35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84 },
} };
constexpr std::array<double, stages> errorWeights { 71.0 / 57600,      0.0,        -71.0 / 16695, 71.0 / 1920,
                                                    -17253.0 / 339200, 22.0 / 525, -1.0 / 40 };

double rootMeanSquare (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

/** The probability flow in ρ, dx/dρ = ε, which is exact in any step where the estimate does not change. Chooses its steps
    so that the error of each is a given part of the estimate's RMS: measured against the noisy state, as is the custom, an
    error that is small beside the noise may be larger than the sound. The last stage of a move is the first of the next. */
class RungeKutta45 final : public Sampler
{
public:
    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto slopeAt = [&] (const Tensor& x, double ratio) {
            estimate = context.denoise (x, ratio);
            return predictedNoise (x, estimate, ratio);
        };
        const auto left = to - state.ratio;
        const auto isLast = std::abs (left) <= share * state.ratio;
        const auto step = isLast ? left : std::copysign (share * state.ratio, left);

        if (! firstSlope.defined())
            firstSlope = slopeAt (state.x, state.ratio);

        std::array<Tensor, stages> slopes { firstSlope };
        Tensor x = state.x;

        for (std::size_t i = 1; i < stages; ++i)
        {
            x = state.x;

            for (std::size_t j = 0; j < i; ++j)
                if (weights[i][j] != 0.0)
                    x = x + slopes[j] * (step * weights[i][j]);

            slopes[i] = slopeAt (x, isLast && nodes[i] == 1.0 ? to : state.ratio + nodes[i] * step);
        }

        auto error = torch::zeros_like (x);

        for (std::size_t i = 0; i < stages; ++i)
            error = error + slopes[i] * (step * errorWeights[i]);

        return judged (context.controls, state, { x, isLast ? to : state.ratio + step }, slopes.back(),
                       rootMeanSquare (error));
    }

private:
    SamplingState judged (const SamplerControls& controls, const SamplingState& before, const SamplingState& after,
                          const Tensor& slopeAfter, double error)
    {
        const auto allowed = controls.tolerance * rootMeanSquare (estimate) + controls.absoluteTolerance;
        const auto size = std::isfinite (error / allowed) ? error / allowed : 1e9;
        const auto tried = std::abs (after.ratio - before.ratio);
        const auto next = tried * std::clamp (0.9 * std::pow (std::max (size, 1e-10), -0.2), 0.2, 5.0);

        if (size > 1.0)
        {
            share = next / before.ratio;
            return before;
        }

        firstSlope = slopeAfter;
        share = std::min (next / after.ratio, downwards (before, after) ? longestShare : 1e9);
        return after;
    }

    static bool downwards (const SamplingState& before, const SamplingState& after) { return after.ratio < before.ratio; }

    static constexpr double longestShare = 0.95; // a step must end above ρ = 0

    Tensor firstSlope, estimate;
    double share = 0.3; ///< length of the next attempt over ρ
};
} // namespace

std::unique_ptr<Sampler> createRungeKutta45()
{
    return std::make_unique<RungeKutta45>();
}
} // namespace stochastick
