#pragma once

#include "Network/NetworkTestTools.h"
#include "Network/Safetensors.h"
#include "Training/DenoisingTask.h"
#include "Training/Trainer.h"
#include "Training/TrainingTestTools.h"

#include <catch2/catch.hpp>

/** What the tests of the trainer and of its checkpoints share. */
namespace trainingtest
{
/** Ends with a step's number, not with a time: the learning rate then does not depend on the clock. */
inline stochastick::TrainingSettings quickSettings()
{
    stochastick::TrainingSettings settings;
    settings.minutes = 1000.0;
    settings.learningRate = 3e-3;
    settings.finalLearningRateShare = 1.0;
    settings.warmUpSteps = 5;
    settings.checkpointMinutes = 1000.0;
    settings.threads = 1;
    settings.batches = quickBatches();
    return settings;
}

inline stochastick::Model newModel (std::uint64_t seed = 1)
{
    torch::manual_seed (seed);
    return stochastick::Model (networktest::tinyInfo());
}

inline std::unique_ptr<stochastick::TrainingTask> taskOf (stochastick::Model model)
{
    return std::make_unique<stochastick::DenoisingTask> (std::move (model));
}

struct Run
{
    std::filesystem::path folder;
    std::vector<stochastick::Example> sounds = threePings();
    stochastick::TrainingSettings settings = quickSettings();
    std::uint64_t weightSeed = 1;
    bool resumed = false;
    std::vector<stochastick::TrainingProgress> progress {};

    /** Until this step, then cancelled as a person would. */
    void until (std::int64_t lastStep)
    {
        stochastick::CancelToken cancel;
        stochastick::Trainer trainer (taskOf (newModel (weightSeed)), settings, { sounds, {} }, { threePings(), {} }, folder,
                                      cancel);
        resumed = trainer.resumed();

        REQUIRE_THROWS_AS (trainer.run ([&] (const stochastick::TrainingProgress& now) {
            progress.push_back (now);

            if (now.step >= lastStep)
                cancel.cancel();
        }),
                           stochastick::Cancelled);
    }

    /** Until the time is used up, or an Error. */
    void toItsEnd()
    {
        stochastick::Trainer trainer (taskOf (newModel (weightSeed)), settings, { sounds, {} }, { threePings(), {} }, folder,
                                      {});
        trainer.run ([&] (const stochastick::TrainingProgress& now) { progress.push_back (now); });
    }

    stochastick::Safetensors checkpoint() const { return stochastick::readSafetensors (folder / "checkpoint.safetensors"); }
    nlohmann::json state() const { return nlohmann::json::parse (checkpoint().metadata.at ("stochastick_training")); }
};
} // namespace trainingtest
