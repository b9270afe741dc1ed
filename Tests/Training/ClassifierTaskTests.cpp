#include "Training/ClassifierTask.h"

#include "Audio/AudioTestTools.h"
#include "Training/TrainerTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace trainingtest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;

namespace
{
NoiseClassifier newClassifier (const std::vector<std::string>& classes = { "kick", "hat" })
{
    torch::manual_seed (1);
    return NoiseClassifier ({ classes, 44100, 0.6, 0.1, "CC0-1.0", "{}" });
}

/** A low ping and a high one, which no one could confuse. */
std::vector<Example> twoPings()
{
    return { { ping (2048, 0.005, 400.0, 2000), 0, "kick.wav" }, { ping (2048, 0.2, 400.0, 2000), 1, "hat.wav" } };
}

TrainingSettings settings()
{
    auto quick = quickSettings();
    quick.batches.classes = 2;
    quick.batches.batchSize = 8;
    quick.batches.dropShare = 0.0;
    quick.batches.ratios = { 0.002, 0.1, 1.0 };
    quick.learningRate = 1e-3;
    quick.averageHorizon = 10.0;
    return quick;
}

/** Until this step; the loss of each. @return the run's progress */
std::vector<TrainingProgress> trainTo (std::int64_t lastStep, const std::filesystem::path& folder,
                                       const std::vector<std::string>& classes = { "kick", "hat" })
{
    CancelToken cancel;
    auto wanted = settings();
    wanted.batches.classes = static_cast<int> (classes.size());
    Trainer trainer (std::make_unique<ClassifierTask> (newClassifier (classes)), wanted, { twoPings(), {} },
                     { twoPings(), {} }, folder, cancel);
    std::vector<TrainingProgress> progress;
    CHECK_THROWS_AS (trainer.run ([&] (const TrainingProgress& now) {
        progress.push_back (now);

        if (now.step >= lastStep)
            cancel.cancel();
    }),
                     Cancelled);
    return progress;
}

double meanLoss (ClassifierTask& task)
{
    const torch::NoGradGuard noGradient;
    return task.losses (BatchSource (twoPings(), settings().batches, {}).make (1000)).mean().item<double>();
}
} // namespace

TEST_CASE ("the loss of a sound is that of naming its class, and none where the class was dropped")
{
    const torch::NoGradGuard noGradient;
    ClassifierTask task (newClassifier());
    auto batch = BatchSource (twoPings(), settings().batches, {}).make (0);
    const auto losses = task.losses (batch);
    const auto x = batch.signals + batch.ratios.view ({ -1, 1, 1 }) * batch.noise;
    const auto ratio = batch.ratios[0].item<double>();
    const auto logarithms = newClassifier().logProbabilities (x.slice (0, 0, 1), ratio);
    const auto drumClass = batch.conditions[0].argmax().item<std::int64_t>();

    CHECK (losses.sizes() == at::IntArrayRef ({ 8 }));
    CHECK (losses[0].item<double>() == Approx (-logarithms[0][drumClass].item<double>()).epsilon (1e-4));
    batch.conditions.zero_();
    batch.conditions.select (1, 2).fill_ (1.0);
    CHECK (task.losses (batch).abs().max().item<double>() == 0.0);
}

TEST_CASE ("a classifier learns to tell two sounds apart in a few steps, and is stored with what it has learned")
{
    const TemporaryFolder folder;
    ClassifierTask before (newClassifier());
    const auto lossBefore = meanLoss (before);
    const auto progress = trainTo (30, folder.path);
    const auto stored = NoiseClassifier::load (folder.path);
    ClassifierTask after (stored);
    const auto summary = nlohmann::json::parse (stored.info().training);

    CAPTURE (lossBefore, progress.back().loss);
    CHECK (meanLoss (after) < 0.5 * lossBefore);
    CHECK (summary.at ("steps") == 30);
    CHECK (after.heldOutLoss (twoPings()) < before.heldOutLoss (twoPings()));
}

TEST_CASE ("held-out losses are the same every time, and what was named right is stored")
{
    const torch::NoGradGuard noGradient;
    ClassifierTask task (newClassifier());
    const auto first = task.heldOutLoss (twoPings());
    CHECK (task.heldOutLoss (twoPings()) == first);
    CHECK (first > 0.0);

    const TemporaryFolder folder;
    task.save (folder.path, nlohmann::json::object());
    const auto right = nlohmann::json::parse (NoiseClassifier::load (folder.path).info().training).at ("held_out_right");
    REQUIRE (right.size() == 2); // two sounds, at a level each
    CHECK (right[0].at ("ratio").get<double>() == Approx (0.002));
    CHECK (right[0].at ("all") == 1);
}

TEST_CASE ("a run of a classifier goes on from its checkpoint, to the bit")
{
    const TemporaryFolder whole, interrupted;
    trainTo (6, whole.path);
    trainTo (3, interrupted.path);
    CHECK (trainTo (6, interrupted.path).front().step == 4);

    const auto expected = readSafetensors (whole.path / "checkpoint.safetensors");
    const auto actual = readSafetensors (interrupted.path / "checkpoint.safetensors");
    CHECK (torch::equal (actual.tensors.at ("values"), expected.tensors.at ("values")));
    CHECK (torch::equal (actual.tensors.at ("average"), expected.tensors.at ("average")));
}

TEST_CASE ("the checkpoint of a classifier is refused by another network, and by one for other classes")
{
    const TemporaryFolder folder;
    trainTo (2, folder.path);
    const auto startWith = [&] (std::unique_ptr<TrainingTask> task) {
        return sentenceOf ([&] { Trainer (std::move (task), settings(), { twoPings(), {} }, {}, folder.path, {}); });
    };
    CHECK_THAT (startWith (taskOf (newModel())), Catch::Contains ("another network"));
    CHECK_THAT (startWith (std::make_unique<ClassifierTask> (newClassifier ({ "kick", "tom" }))),
                Catch::Contains ("another network"));
    CHECK (startWith (std::make_unique<ClassifierTask> (newClassifier())).empty());
}
