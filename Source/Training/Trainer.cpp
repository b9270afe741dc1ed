#include "Training/Trainer.h"

#include "Network/Device.h"
#include "Support/Error.h"
#include "Training/TrainingLog.h"

#include <ATen/Parallel.h>
#include <chrono>
#include <cmath>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int spikesBeforeRollBack = 20;

class Stopwatch
{
public:
    /** A step that took far longer than any could was suspended with the program. */
    double secondsAtMost (double limit) const
    {
        return std::min (limit, std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count());
    }

private:
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};
} // namespace

Trainer::Trainer (std::unique_ptr<TrainingTask> toTrain, const TrainingSettings& wanted, Dataset training, Dataset unseen,
                  std::filesystem::path runFolder, CancelToken token)
    : task (std::move (toTrain)),
      settings (wanted),
      parameters (task->network()),
      average (parameters.values.clone()),
      balance (wanted.batches.classes + 1, wanted.batches.ratios.smallest, wanted.batches.ratios.largest),
      trainingSounds (training.examples.size()),
      heldOut (std::move (unseen.examples)),
      batches (std::move (training.examples), wanted.batches, token),
      folder (std::move (runFolder)),
      cancel (std::move (token))
{
    optimiser.beta2 = settings.beta2;
    optimiser.weightDecay = settings.weightDecay;
    optimiser.firstMoment = torch::zeros_like (parameters.values);
    optimiser.secondMoment = torch::zeros_like (parameters.values);
    continues = readCheckpoint();

    if (! continues)
        TrainingLog (folder).start (TrainingState::levelCount);
}

void Trainer::run (const std::function<void (const TrainingProgress&)>& report)
{
    const ScopedThreadCount threads (settings.threads);
    ParallelGradient gradient (*task, parameters, at::get_num_threads());
    const auto firstStep = state.step;
    const auto firstSeconds = state.secondsTrained;
    auto lastCheckpoint = state.secondsTrained;
    const auto total = settings.minutes * 60.0;

    while (state.secondsTrained < total && ! cancel.isCancelled())
    {
        const Stopwatch watch;
        trainStep (gradient);
        state.secondsTrained += watch.secondsAtMost (20.0);

        TrainingProgress progress { state.step, state.secondsTrained, total, state.runningLoss, 0, {} };
        progress.soundsPerSecond =
            static_cast<double> (std::max (state.step - firstStep, std::int64_t {}) * settings.batches.batchSize)
            / std::max (state.secondsTrained - firstSeconds, 1e-9);

        if (state.secondsTrained - lastCheckpoint >= settings.checkpointMinutes * 60.0 || state.secondsTrained >= total)
        {
            progress.heldOutLoss = state.heldOutLoss = heldOutLoss();
            writeCheckpoint();
            lastCheckpoint = state.secondsTrained;
        }

        report (progress);
    }

    if (cancel.isCancelled())
    {
        writeCheckpoint();
        throw Cancelled();
    }
}

void TrainingSettings::followCrash (const ModelInfo& info)
{
    learningRate = 2e-4;
    averageHorizon = 1000.0;
    averageWarmsUp = false;
    beta2 = 0.999;
    weightDecay = 0.0;
    balanced = false;
    stepsPerDecay = 100'000;
    decayShare = 0.8;
    batches.augmentation = AugmentationSettings::none();
    batches.ratios = { info.smallestRatio, info.largestRatio };
    batches.ratios.uniformInTimeOf = info.trainedWith;
}

double Trainer::learningRateNow() const
{
    if (settings.stepsPerDecay > 0)
        return settings.learningRate * state.learningRateFactor
               * std::pow (settings.decayShare, static_cast<double> (state.step / settings.stepsPerDecay));

    const auto warmUp = std::min (1.0, static_cast<double> (state.step + 1) / settings.warmUpSteps);
    const auto done = std::min (1.0, state.secondsTrained / (settings.minutes * 60.0));
    const auto cosine = 0.5 * (1.0 + std::cos (M_PI * done));
    const auto share = settings.finalLearningRateShare;
    return settings.learningRate * state.learningRateFactor * warmUp * (share + (1.0 - share) * cosine);
}

bool Trainer::isSpike (double loss, double gradientNorm) const
{
    constexpr int settledAfter = 300;
    return ! std::isfinite (loss) || ! std::isfinite (gradientNorm)
           || (state.step > settledAfter && gradientNorm > 10.0 * state.typicalGradientNorm);
}

void Trainer::skipStep()
{
    ++state.skipped;

    if (++skippedInARow < spikesBeforeRollBack)
        return;

    const auto factor = state.learningRateFactor * 0.5;

    if (! readCheckpoint() || rollBacks >= 5)
        throw Error ("Training does not settle: the loss keeps rising out of bounds; try a smaller --learning-rate.");

    ++rollBacks;
    state.learningRateFactor = factor;
}

Batch Trainer::nextBatch()
{
    auto batch = upcoming.valid() ? upcoming.get() : Batch {};

    if (upcomingStep != state.step)
        batch = batches.make (state.step);

    upcomingStep = state.step + 1;
    upcoming = std::async (std::launch::async, [this, step = upcomingStep] { return batches.make (step); });
    return batch;
}

Tensor Trainer::weightsOf (const Batch& batch) const
{
    return settings.balanced ? balance.weights (batch.conditions, batch.ratios) : torch::ones_like (batch.ratios);
}

void Trainer::trainStep (ParallelGradient& gradient)
{
    const auto batch = nextBatch();
    const auto device = task->device();
    const auto losses = gradient.losses (batch.on (device), weightsOf (batch).to (device), settings.products);

    const torch::NoGradGuard noGradient;
    const auto gradientNorm = parameters.gradients.norm().item<double>();

    if (const auto loss = losses.mean().item<double>(); isSpike (loss, gradientNorm))
    {
        ++state.step;
        skipStep();
        return;
    }

    parameters.gradients.mul_ (std::min (1.0, settings.gradientClip / (gradientNorm + 1e-9)));
    optimiser.update (parameters.values, parameters.gradients, learningRateNow());

    const auto warm = settings.averageWarmsUp ? 10.0 + 0.1 * static_cast<double> (optimiser.steps) : settings.averageHorizon;
    const auto horizon = std::min (settings.averageHorizon, warm);
    average.lerp_ (parameters.values, 1.0 / horizon);

    skippedInARow = 0;
    balance.observe (batch.conditions, batch.ratios, losses);
    state.typicalGradientNorm += (gradientNorm - state.typicalGradientNorm) * (state.step < 50 ? 0.2 : 0.01);
    logStep (losses.cpu(), batch.ratios, gradientNorm);
    ++state.step;
}

void Trainer::logStep (const Tensor& losses, const Tensor& ratios, double gradientNorm)
{
    const auto low = std::log (settings.batches.ratios.smallest), high = std::log (settings.batches.ratios.largest);

    for (std::int64_t i = 0; i < losses.size (0); ++i)
    {
        const auto position = (std::log (ratios[i].item<double>()) - low) / (high - low);
        auto& mean = state.lossOfLevel[static_cast<std::size_t> (
            std::clamp (static_cast<int> (position * TrainingState::levelCount), 0, TrainingState::levelCount - 1))];
        mean += (losses[i].item<double>() - mean) * (mean == 0 ? 1.0 : 0.02);
    }

    const auto loss = losses.mean().item<double>();
    state.runningLoss += (loss - state.runningLoss) * (state.step == 0 ? 1.0 : 0.02);

    if (state.step % 50 == 0)
        TrainingLog (folder).add ({ state.step,
                                    state.secondsTrained,
                                    state.step * settings.batches.batchSize,
                                    learningRateNow(),
                                    state.runningLoss,
                                    gradientNorm,
                                    state.skipped,
                                    state.heldOutLoss,
                                    { state.lossOfLevel.begin(), state.lossOfLevel.end() } });
}

double Trainer::heldOutLoss()
{
    const torch::InferenceMode inference;
    return heldOut.empty() ? 0.0 : averaged ([this] { return task->heldOutLoss (heldOut); });
}
} // namespace stochastick
