#pragma once

#include "Network/CrashClassifier.h"
#include "Network/Model.h"
#include "Network/PytorchCheckpoint.h"

namespace stochastick
{
/** CRASH's network from a checkpoint of its published training code, or from a bare state_dict.
    @param trainedWith  which the file does not say
    Throws Error that says what is wrong with the file; nothing in it is run. Worker thread. */
Model importCrash (const std::filesystem::path& checkpoint, CheckpointWeights weights, const ProcessSpec& trainedWith);

/** Likewise CRASH's classifier. */
CrashClassifier importCrashClassifier (const std::filesystem::path& checkpoint);

/** Throws UsageError unless it is one of CRASH's four processes, which alone its networks were trained with. */
void requireCrashProcess (const ProcessSpec& process);
} // namespace stochastick
