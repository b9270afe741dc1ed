#pragma once

#include "Engine/Generator.h"
#include "Engine/ModelClassifier.h"
#include "Engine/StartState.h"

#include <optional>

namespace stochastick
{
/** Throws UsageError when a recipe that is to be made as CRASH's code published it asks for something that the code
    has not. */
void checkPublished (const Recipe& recipe, const LoadedModel& model);

/** What the sampling of such a recipe needs beside it. */
struct PublishedSound
{
    const Recipe& recipe;
    const LoadedModel& model;
    ModelClassifier& classifier;
    CancelToken cancel;
    std::function<void (const SamplingProgress&)> onProgress;
    int length = 21000;                              ///< samples
    const std::optional<PreparedSource>& keptSource; ///< when some of it is kept
};

/** Throws as samplePublished(). Worker thread, where no gradients are recorded. */
SamplingResult makePublished (const PublishedSound& sound);
} // namespace stochastick
