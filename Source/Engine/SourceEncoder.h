#pragma once

#include "Diffusion/Sampler.h"
#include "Engine/LoadedModel.h"
#include "Engine/Recipe.h"

#include <deque>

namespace stochastick
{
/** Follows source sounds up the probability flow, and remembers the last ones: all the sounds on the way between two ask for
    the same two. Worker thread, where no gradients are recorded. */
class SourceEncoder
{
public:
    explicit SourceEncoder (const LoadedModel& modelToUse)
        : model (modelToUse)
    {
    }

    /** The state at the first level of `run`, told the classes of the source where it says them; no network calls when it is
        remembered. Throws UsageError when the run's sampler draws noise. */
    SamplingResult encode (const SourceSound& source, const Recipe& recipe, const SamplingRun& run, int length);

private:
    struct Entry
    {
        Recipe key; // what the state depends on
        int length;
        SamplingResult result;
    };

    const LoadedModel& model;
    std::deque<Entry> remembered; // newest first
};
} // namespace stochastick
