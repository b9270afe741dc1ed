#pragma once

#include "Network/Model.h"
#include "Network/Safetensors.h"
#include "Support/CancelToken.h"
#include "Training/BatchSource.h"
#include "Training/FlatParameters.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>

namespace stochastick
{
struct TrainingSettings
{
    double minutes = 60.0; ///< of training, over all sessions of a resumed run; checkpoints and pauses do not count
    double learningRate = 1e-3;
    double finalLearningRateShare = 0.02; ///< of the cosine's end
    int warmUpSteps = 200;
    double gradientClip = 1.0;
    double averageHorizon = 2000.0; ///< steps over which the moving average (EMA) of the weights reaches back
    double checkpointMinutes = 5.0;
    int threads = 0; ///< 0: one for each processor, at most 8
    BatchSettings batches;
};

/** What one step reports. */
struct TrainingProgress
{
    TrainingState state;
    int skippedInARow = 0, rollBacks = 0;
    bool continues = false;
};
} // namespace stochastick
