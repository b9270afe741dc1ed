#pragma once

#include "Diffusion/Process.h"

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
class LearnedLevels;

/** How the noise levels of a run are spread between the largest and the smallest noise-to-signal ratio. */
enum class LevelSpacing
{
    uniformTime,  ///< uniform in the process's t: CRASH's grid
    quadratic,    ///< uniform in √t: more steps at low noise (arXiv 2010.02502, appendix D.2)
    logUniform,   ///< uniform in λ = −ln ρ: what data-prediction multistep solvers want
    karras,       ///< ρ^(1/exponent) uniform (Karras et al. 2022, eq. 5): more steps at low noise
    trailing,     ///< every (1000/steps)th level, counted from the noisiest, of 1000 that are uniform in t
    learnedElbo,  ///< least cost in the model's variational bound (Watson et al. 2021, arXiv 2106.03802)
    learnedError, ///< least cost in the error of the moves, measured on the model
    audible,      ///< uniform in λ from ρ = 10 to 0.0003, as far as the range reaches: what decides how drums sound
    list          ///< as written down
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

/** Whether it asks for what was measured on the model. */
constexpr bool isLearned (LevelSpacing spacing)
{
    return spacing == LevelSpacing::learnedElbo || spacing == LevelSpacing::learnedError;
}

/** What a person says of the levels. */
struct LevelPlan
{
    LevelSpacing spacing = LevelSpacing::audible; ///< as chosen in Models/drums/CARD.md
    double exponent = 7.0;                        ///< of `karras`, 1…20; 1 is uniform in ρ
    std::vector<double> list {};                  ///< of `list`: decreasing noise-to-signal ratios above 0

    bool operator== (const LevelPlan&) const = default;
};

/** Where a run may go. */
struct LevelRange
{
    const Process& process;
    double largest = 0.0;  ///< clamped to the process's ratio (tMax)
    double smallest = 0.0; ///< clamped to the process's ratio (tMin); must stay below `largest`
};

/** What of a range decides how drums sound, ρ = 10 to 0.0003: above, all of them drown; below, the noise is far under what is
    heard of them. A range that lies outside is taken whole. */
LevelRange audiblePartOf (const LevelRange& range);

/** The decreasing list of ρ that a run visits; its length is the number of steps. After the last level the run takes
    the denoiser's estimate (the "jump" to ρ = 0), so N levels cost N calls of a one-call-per-move sampler.
    A written list is kept as it is, but for levels outside the range, which are left out.
    @param steps    ≥ 1; 1 gives the largest level alone; not used for a list
    @param learned  of the model, for the learned spacings; may be null for all others
    Throws UsageError when something is out of its range, Error when the model has no learned levels. */
std::vector<double> noiseLevels (const LevelPlan& plan, int steps, const LevelRange& range,
                                 const LearnedLevels* learned = nullptr);
} // namespace stochastick
