#pragma once

#include "Network/Safetensors.h"
#include "Support/CancelToken.h"
#include "Training/FlatParameters.h"
#include "Training/LossBalance.h"
#include "Training/ParallelGradient.h"
#include "Training/TrainingTask.h"

#include <array>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
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
    bool averageWarmsUp = true;     ///< reaches back less far in the beginning
    double beta2 = 0.99;            ///< of AdamW
    double weightDecay = 1e-3;
    bool balanced = true;  ///< whether classes and noise levels count alike (LossBalance)
    int stepsPerDecay = 0; ///< above 0: no warm-up and no cosine; the rate falls to `decayShare` every so many steps
    double decayShare = 0.8;
    double checkpointMinutes = 5.0;
    int threads = 0;                              ///< 0: one for each processor, at most 8
    torch::ScalarType products = torch::kFloat32; ///< see ScopedProductPrecision
    BatchSettings batches;

    /** As CRASH was trained on sounds of 21,000 samples (its published code, 2021): Adam, 2e-4 times 0.8 every 100,000
        steps, an average of 0.999, times drawn uniformly, sounds as they are. */
    void followCrash (const ModelInfo& info);
};

/** What one step reports. */
struct TrainingProgress
{
    std::int64_t step = 0;
    double secondsTrained = 0, secondsInAll = 0;
    double loss = 0; ///< mean over the last 50 steps
    double soundsPerSecond = 0;
    std::optional<double> heldOutLoss; ///< of the averaged weights, when a checkpoint was just written
};

/** Where a run stands; stored in its checkpoint. */
struct TrainingState
{
    static constexpr int levelCount = 6;

    std::int64_t step = 0; ///< of batches, skipped ones included
    double secondsTrained = 0;
    double learningRateFactor = 1.0; ///< halved at each roll-back
    int skipped = 0;
    double typicalGradientNorm = 0;
    double runningLoss = 0;
    double heldOutLoss = 0;                        ///< at the last checkpoint
    std::array<double, levelCount> lossOfLevel {}; ///< running mean for each band of noise levels
};

/** Trains the network of a task with AdamW, a warm-up, a cosine and a moving average of the weights.

    A step whose loss or gradient is not finite, or whose gradient is far above the recent ones, is skipped; when that
    persists, the run goes back to its last checkpoint with half the learning rate.
    Checkpoints (weights, average, optimiser, position) resume exactly with the same settings: batches depend on the
    step's number alone. Blocks the calling thread. */
class Trainer
{
public:
    /** The run folder gets checkpoint.safetensors, log.csv, loss.png and the task's file with the averaged weights.
        Continues from the folder's checkpoint when there is one. */
    Trainer (std::unique_ptr<TrainingTask> task, const TrainingSettings& settings, Dataset training, Dataset heldOut,
             std::filesystem::path runFolder, CancelToken cancel);

    /** Until the time is used up; writes a last checkpoint also when cancelled, and then throws Cancelled. */
    void run (const std::function<void (const TrainingProgress&)>& report);

    bool resumed() const { return continues; }

private:
    /** Puts values into a tensor and, at its end, the former ones back. */
    struct Swap
    {
        Swap (torch::Tensor& target, const torch::Tensor& values)
            : place (target),
              former (target.clone())
        {
            place.copy_ (values);
        }

        ~Swap() { place.copy_ (former); }

        torch::Tensor& place;
        torch::Tensor former;
    };

    Batch nextBatch();
    torch::Tensor weightsOf (const Batch& batch) const;
    void trainStep (ParallelGradient& gradient);
    double learningRateNow() const;
    bool isSpike (double loss, double gradientNorm) const;
    void skipStep();
    void logStep (const torch::Tensor& losses, const torch::Tensor& ratios, double gradientNorm);
    double heldOutLoss();
    void writeCheckpoint();
    bool readCheckpoint();
    void applyCheckpoint (const Safetensors& content);
    std::map<std::string, torch::Tensor> checkpointTensors();
    void writeModel();

    /** Runs something with the averaged weights in the network; no gradients may be recorded. */
    template <typename Use>
    auto averaged (Use&& use)
    {
        const Swap swap { parameters.values, average };
        return use();
    }

    std::unique_ptr<TrainingTask> task;
    TrainingSettings settings;
    FlatParameters parameters;
    torch::Tensor average; // (parameters)
    AdamW optimiser;
    LossBalance balance;
    std::size_t trainingSounds;
    std::vector<Example> heldOut;
    BatchSource batches;
    std::future<Batch> upcoming; ///< made on a thread of its own while a step is computed
    std::int64_t upcomingStep = -1;
    std::filesystem::path folder;
    CancelToken cancel;

    TrainingState state;
    int skippedInARow = 0, rollBacks = 0;
    bool continues = false;
};
} // namespace stochastick
