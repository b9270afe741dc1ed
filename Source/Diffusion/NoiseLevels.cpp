#include "Diffusion/NoiseLevels.h"

#include "Diffusion/LearnedLevels.h"
#include "Support/KeyedTable.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

namespace stochastick
{
namespace
{
constexpr int trainedSteps = 1000; // of the models whose strided steps `trailing` imitates

double squared (double x)
{
    return x * x;
}

/** The level at `fraction` (0…1) of the way from the largest down to the smallest. */
double levelBetween (const LevelPlan& plan, const LevelRange& range, double fraction)
{
    const auto between = [&] (auto&& transform) {
        return std::lerp (transform (range.largest), transform (range.smallest), fraction);
    };
    const auto timeOf = [&] (double ratio) { return range.process.timeOf (ratio); };

    switch (plan.spacing)
    {
        case LevelSpacing::audible:
        case LevelSpacing::logUniform: return std::exp (between ([] (double ratio) { return std::log (ratio); }));
        case LevelSpacing::karras:
            return std::pow (between ([&] (double ratio) { return std::pow (ratio, 1.0 / plan.exponent); }), plan.exponent);
        case LevelSpacing::quadratic:
            return range.process.ratio (
                squared (between ([&] (double ratio) { return std::sqrt (std::max (0.0, timeOf (ratio))); })));
        default: return range.process.ratio (between (timeOf));
    }
}

LevelRange clamped (const LevelRange& range)
{
    const auto& process = range.process;
    const auto clamp = [&] (double ratio) {
        return std::clamp (ratio, process.ratio (process.tMin()), process.ratio (process.tMax()));
    };

    return { process, clamp (range.largest), clamp (range.smallest) };
}

void check (const LevelPlan& plan, int steps, const LevelRange& range)
{
    std::ostringstream sentence;

    if (steps < 1)
        sentence << "The number of steps is " << steps << " but must be at least 1.";
    else if (! (range.smallest < range.largest))
        sentence << "The noise levels would go from " << range.largest << " to " << range.smallest
                 << "; the first must be the larger one, inside what the process reaches.";
    else if (! (plan.exponent >= 1.0 && plan.exponent <= 20.0))
        sentence << "The exponent of the Karras levels is " << plan.exponent << " but must lie between 1 and 20.";

    if (! sentence.str().empty())
        throw UsageError (sentence.str());
}

std::vector<double> writtenLevels (const std::vector<double>& list, const LevelRange& range)
{
    if (list.empty() || ! (list.back() > 0.0)
        || std::adjacent_find (list.begin(), list.end(), std::not_fn (std::greater<>())) != list.end())
        throw UsageError ("The list of noise levels must decrease and stay above 0, like 40,10,3,1,0.3,0.1,0.01.");

    auto levels = list;
    std::erase_if (levels, [&] (double level) { return level > range.largest || level < range.smallest; });

    if (levels.empty())
    {
        std::ostringstream sentence;
        sentence << "No level of the list lies between " << range.smallest << " and " << range.largest
                 << ", which is what the model and the process know.";
        throw UsageError (sentence.str());
    }

    return levels;
}

/** The levels of a model with 1000 steps, strided from the noisiest ("trailing" of arXiv 2305.08891, table 2). */
std::vector<double> trailingLevels (int steps, const LevelRange& range)
{
    const LevelPlan everyLevel { LevelSpacing::uniformTime, 1.0, {} };
    std::vector<double> levels;

    for (int i = 0; i < steps; ++i)
    {
        const auto index = std::round (trainedSteps - trainedSteps * static_cast<double> (i) / steps) - 1.0;
        levels.push_back (std::min (range.largest, levelBetween (everyLevel, range, 1.0 - index / (trainedSteps - 1.0))));
    }

    return levels;
}
} // namespace

LevelRange audiblePartOf (const LevelRange& range)
{
    constexpr double loudest = 10.0, faintest = 3e-4;

    if (range.largest <= faintest || range.smallest >= loudest)
        return range;

    return { range.process, std::min (range.largest, loudest), std::max (range.smallest, faintest) };
}

const std::vector<LevelSpacingInfo>& allLevelSpacings()
{
    static const std::vector<LevelSpacingInfo> table {
        { LevelSpacing::uniformTime, "uniform-time", "Uniform in time (CRASH)" },
        { LevelSpacing::quadratic, "quadratic", "Quadratic in time" },
        { LevelSpacing::logUniform, "log-uniform", "Uniform in log noise" },
        { LevelSpacing::karras, "karras", "Karras (more steps at low noise)" },
        { LevelSpacing::trailing, "trailing", "Trailing strides of 1000" },
        { LevelSpacing::learnedElbo, "learned-elbo", "Learned (variational bound)" },
        { LevelSpacing::learnedError, "learned-error", "Learned (error of the moves)" },
        { LevelSpacing::audible, "audible", "Uniform in log noise, where drums are decided" },
        { LevelSpacing::list, "list", "As written" },
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

std::vector<double> noiseLevels (const LevelPlan& plan, int steps, const LevelRange& wanted, const LearnedLevels* learned)
{
    const auto range = plan.spacing == LevelSpacing::audible ? audiblePartOf (clamped (wanted)) : clamped (wanted);
    check (plan, plan.spacing == LevelSpacing::list ? 1 : steps, range);

    if (plan.spacing == LevelSpacing::list)
        return writtenLevels (plan.list, range);

    if (plan.spacing == LevelSpacing::trailing && steps <= trainedSteps)
        return trailingLevels (steps, range);

    if (isLearned (plan.spacing))
    {
        if (learned == nullptr)
            throw Error ("This model has no learned levels; make them with: stochastick schedule --model NAME.");

        return learned->levels (plan.spacing == LevelSpacing::learnedElbo ? LevelCost::elbo : LevelCost::error, steps,
                                range.largest, range.smallest);
    }

    std::vector<double> levels { range.largest };

    for (int i = 1; i + 1 < steps; ++i)
        levels.push_back (levelBetween (plan, range, i / (steps - 1.0)));

    if (steps > 1)
        levels.push_back (range.smallest);

    return levels;
}
} // namespace stochastick
