#pragma once

#include "Training/Trainer.h"

#include <CLI/App.hpp>

namespace stochastick
{
/** What all commands that train a network share. */
struct TrainingRunOptions
{
    std::string data, onlyClass, out, device = "auto", precision = "auto", licence, without, seed = "1";
    TrainingSettings settings;
};

void addTrainingRunOptions (CLI::App& command, TrainingRunOptions& options);

/** Batches of what the model hears, from the person's seed. Throws UsageError for a seed that is none. */
void makeBatchesFor (const ModelInfo& info, TrainingRunOptions& options);

/** Throws UsageError unless the name is empty or that of a class. */
void requireClass (const std::string& name, const std::vector<std::string>& classes);

struct TrainingData
{
    Dataset training, heldOut; ///< heldOut may be empty: that is said
};

/** Of settings.batches' rate and length. Says what was left out. */
TrainingData readTrainingData (const TrainingRunOptions& options, const std::vector<std::string>& classes,
                               const CancelToken& cancel);

/** Runs or continues the run in options.out, with progress on standard error. */
void runTraining (const TrainingRunOptions& options, std::unique_ptr<TrainingTask> task, TrainingData data,
                  const CancelToken& cancel);
} // namespace stochastick
