#pragma once

#include "Diffusion/Process.h"

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** How the noise levels of a run are spread between the largest and the smallest noise-to-signal ratio. */
enum class LevelSpacing
{
    uniformTime, ///< uniform in the process's t: CRASH's grid
    logUniform,  ///< uniform in λ = −ln ρ: what data-prediction multistep solvers want
    karras       ///< ρ^(1/7) uniform (Karras et al. 2022, eq. 5): more steps at low noise
};

struct LevelSpacingInfo
{
    LevelSpacing spacing;
    std::string key;
    std::string name;
};

const std::vector<LevelSpacingInfo>& allLevelSpacings();
const std::string& keyOf (LevelSpacing spacing);
LevelSpacing levelSpacingFromKey (std::string_view key); ///< throws UsageError with the nearest known key

/** The decreasing list of ρ that a run visits; its length is the number of steps. After the last level the run takes
    the denoiser's estimate (the "jump" to ρ = 0), so N levels cost N calls of a one-call-per-move sampler.
    @param steps     ≥ 1 (UsageError otherwise); 1 gives the largest level alone
    @param largest   clamped to the process's ratio (tMax)
    @param smallest  clamped to the process's ratio (tMin); must stay below `largest` (UsageError otherwise) */
std::vector<double> noiseLevels (LevelSpacing spacing, const Process& process, int steps, double largest, double smallest);
} // namespace stochastick
