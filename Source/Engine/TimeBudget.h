#pragma once

#include "Engine/Recipe.h"

namespace stochastick
{
/** The fewest and the most network calls that are worth making: with fewer a sound is unlike what the model means, after more it
    does not change (docs/samplers.md). */
inline constexpr int fewestCalls = 4, mostCalls = 50;

/** Calls that fit into a time, between the two. @param secondsPerCall  from Generator::secondsPerCall() */
int callsWithin (double seconds, double secondsPerCall);

/** The sampler and the steps whose sounds are heard to be nearest to the exact flow for a number of calls; for a recipe that
    needs fresh noise in every move (several resamplings, classifier guidance of means), ancestral sampling. */
void spendCalls (Recipe& recipe, int calls);

/** "2s", "500ms" or "2" in seconds; throws UsageError that shows the form. */
double parseSeconds (const std::string& text);
} // namespace stochastick
