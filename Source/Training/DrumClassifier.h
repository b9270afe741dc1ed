#pragma once

#include "Training/Dataset.h"
#include "Training/RowClassifier.h"

namespace stochastick
{
/** Names drums from their embedding (embedSounds); trained on real sounds only, each as it is and in a few variations, to
    judge generated ones. Takes a few seconds; the same examples and seed give the same classifier. */
RowClassifier trainDrumClassifier (const std::vector<Example>& examples, int classes, int sampleRate, std::uint64_t seed,
                                   const CancelToken& cancel);
} // namespace stochastick
