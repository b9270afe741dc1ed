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
    constexpr int thirdOrderFrom = 8; // below it, the damped third-order moves overshoot

    recipe.levels = {};

    if (recipe.resamplings > 1 || (recipe.classifier.scale > 0.0 && recipe.classifier.form == GuidanceForm::mean))
    {
        recipe.sampler = SamplerKind::ancestral;
        recipe.steps = std::max (fewestCalls, calls / recipe.resamplings);
        return;
    }

    recipe.sampler = calls < thirdOrderFrom ? SamplerKind::dpmpp2m : SamplerKind::dpmpp3mDamped;
    recipe.steps = calls;
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
