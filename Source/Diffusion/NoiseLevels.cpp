#include "Diffusion/NoiseLevels.h"

#include "Diffusion/KeyedTable.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr double karrasExponent = 7.0;

/** The level at `fraction` (0…1) of the way from `largest` down to `smallest`. */
double levelBetween (LevelSpacing spacing, const Process& process, double largest, double smallest, double fraction)
{
    const auto between = [fraction] (double first, double last) { return std::lerp (first, last, fraction); };

    switch (spacing)
    {
        case LevelSpacing::uniformTime: return process.ratio (between (process.timeOf (largest), process.timeOf (smallest)));
        case LevelSpacing::logUniform: return std::exp (between (std::log (largest), std::log (smallest)));
        case LevelSpacing::karras: break;
    }

    const auto root = [] (double ratio) { return std::pow (ratio, 1.0 / karrasExponent); };
    return std::pow (between (root (largest), root (smallest)), karrasExponent);
}

double clampedTo (const Process& process, double ratio)
{
    return std::clamp (ratio, process.ratio (process.tMin()), process.ratio (process.tMax()));
}
} // namespace

const std::vector<LevelSpacingInfo>& allLevelSpacings()
{
    static const std::vector<LevelSpacingInfo> table {
        { LevelSpacing::uniformTime, "uniform-time", "Uniform in time (CRASH)" },
        { LevelSpacing::logUniform, "log-uniform", "Uniform in log noise" },
        { LevelSpacing::karras, "karras", "Karras (more steps at low noise)" },
    };

    return table;
}

const std::string& keyOf (LevelSpacing spacing)
{
    return rowOf (allLevelSpacings(), &LevelSpacingInfo::spacing, spacing).key;
}

LevelSpacing levelSpacingFromKey (std::string_view key)
{
    return rowWithKey (allLevelSpacings(), "level spacing", key).spacing;
}

std::vector<double> noiseLevels (LevelSpacing spacing, const Process& process, int steps, double largest, double smallest)
{
    if (steps < 1)
        throw UsageError ("The number of steps is " + std::to_string (steps) + " but must be at least 1.");

    const auto first = clampedTo (process, largest);
    const auto last = clampedTo (process, smallest);

    if (! (last < first))
        throw UsageError ("The noise levels run from " + std::to_string (largest) + " to " + std::to_string (smallest)
                          + ", but the largest must be above the smallest within what the process allows ("
                          + std::to_string (clampedTo (process, 0.0)) + " to "
                          + std::to_string (process.ratio (process.tMax())) + ").");

    std::vector<double> levels { first };

    for (int i = 1; i < steps - 1; ++i)
        levels.push_back (levelBetween (spacing, process, first, last, i / (steps - 1.0)));

    if (steps > 1)
        levels.push_back (last);

    return levels;
}
} // namespace stochastick
