#pragma once

#include "Diffusion/Denoiser.h"

#include <vector>

namespace stochastick
{
/** How a student is to go in one move where its teacher makes several (progressive distillation, Salimans & Ho 2022, arXiv
    2202.00512), the teacher's guidance included (Meng et al. 2023, arXiv 2210.03142). */
struct DistillationPlan
{
    int steps = 4;         ///< moves of the student, 1…64
    int movesPerStep = 4;  ///< of the teacher, 1…64
    double guidance = 1.5; ///< of the teacher, as in a recipe
    double descriptorGuidance = 3.0;

    /** Decreasing noise-to-signal ratios that the teacher visits: steps·movesPerStep of them, then 0 (Karras 2022, eq. 5; the
        audible part of the range).
        Throws UsageError when the plan's numbers are out of their ranges. */
    std::vector<double> teacherLevels (double smallestRatio, double largestRatio) const;

    /** Where the student starts each of its moves: every movesPerStep-th of these. */
    std::vector<double> studentLevels (double smallestRatio, double largestRatio) const;
};

/** The state at levels.back() of the probability-flow ODE that starts as x at levels.front(), by DPM-Solver++(2M) (arXiv
    2211.01095); where levels.back() is 0, the estimate at the level before it. */
Tensor stateAfter (const Denoiser& denoise, const Tensor& x, const std::vector<double>& levels);

/** The estimate with which one Euler step in ρ (DDIM) leads from x at `from` to `state` at `to`. */
Tensor estimateLeadingTo (const Tensor& state, double to, const Tensor& x, double from);
} // namespace stochastick
