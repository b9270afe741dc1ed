#include "Training/Distillation.h"

#include "Diffusion/NoiseLevels.h"
#include "Support/Error.h"

#include <cmath>

namespace stochastick
{
std::vector<double> DistillationPlan::teacherLevels (double smallestRatio, double largestRatio) const
{
    for (const auto count : { steps, movesPerStep })
        if (count < 1 || count > 64)
            throw UsageError ("A student makes 1 to 64 steps of 1 to 64 moves of its teacher each.");

    const auto process = makeProcess ({});
    const LevelPlan denserAtLowNoise { LevelSpacing::karras, 7.0, {} };
    auto levels =
        noiseLevels (denserAtLowNoise, steps * movesPerStep, audiblePartOf ({ *process, largestRatio, smallestRatio }));
    levels.push_back (0.0);
    return levels;
}

std::vector<double> DistillationPlan::studentLevels (double smallestRatio, double largestRatio) const
{
    const auto all = teacherLevels (smallestRatio, largestRatio);
    std::vector<double> levels;

    for (int step = 0; step < steps; ++step)
        levels.push_back (all[static_cast<std::size_t> (step * movesPerStep)]);

    return levels;
}

Tensor stateAfter (const Denoiser& denoise, const Tensor& start, const std::vector<double>& levels)
{
    auto x = start;
    Tensor before; // the estimate one level earlier
    double widthBefore = 0.0;

    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
    {
        const auto from = levels[i], to = levels[i + 1];
        const auto estimate = denoise (x, from);

        if (to <= 0.0)
            return estimate;

        const auto width = std::log (from / to);
        const auto ahead = before.defined() ? estimate + 0.5 * width / widthBefore * (estimate - before) : estimate;
        x = to / from * x + (1.0 - to / from) * ahead;
        before = estimate;
        widthBefore = width;
    }

    return x;
}

Tensor estimateLeadingTo (const Tensor& state, double to, const Tensor& x, double from)
{
    const auto share = to / from;
    return (state - share * x) / (1.0 - share);
}
} // namespace stochastick
