#include "Engine/TimeBudget.h"

#include "Support/Error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace stochastick
{
int callsWithin (double seconds, double secondsPerCall)
{
    const auto calls = std::floor (seconds / std::max (secondsPerCall, 1e-9));
    return static_cast<int> (std::clamp (calls, static_cast<double> (fewestCalls), static_cast<double> (mostCalls)));
}

void spendCalls (Recipe& recipe, int calls)
{
    constexpr int unipcFrom = 12; // below it, its one call more is better spent on a step

    if (recipe.resamplings > 1 || (recipe.classifier.scale > 0.0 && recipe.classifier.form == GuidanceForm::mean))
    {
        recipe.sampler = SamplerKind::ancestral;
        recipe.levels = { LevelSpacing::karras, LevelPlan {}.exponent, {} };
        recipe.steps = std::max (fewestCalls, calls / recipe.resamplings);
        return;
    }

    if (calls < unipcFrom)
    {
        recipe.sampler = SamplerKind::dpmpp2m;
        recipe.levels = { LevelSpacing::karras, LevelPlan {}.exponent, {} };
        recipe.steps = calls;
        return;
    }

    recipe.sampler = SamplerKind::uniPc2;
    recipe.levels = { LevelSpacing::quadratic, LevelPlan {}.exponent, {} };
    recipe.steps = calls - 1;
}

double parseSeconds (const std::string& text)
{
    double value = 0.0;
    const auto* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars (text.data(), end, value);
    const std::string unit (stop, end);

    if (failure != std::errc {} || ! (value > 0.0) || ! std::isfinite (value)
        || ! (unit.empty() || unit == "s" || unit == "ms"))
        throw UsageError ("Cannot read the time \"" + text + "\"; write it like 2s or 500ms.");

    return unit == "ms" ? value / 1000.0 : value;
}
} // namespace stochastick
