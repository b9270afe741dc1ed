#include "Training/CrashTask.h"

#include "Audio/AudioTestTools.h"
#include "Engine/Generator.h"
#include "Network/CrashTestTools.h"
#include "Training/TrainerTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace trainingtest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;

namespace
{
constexpr int samples = 600;

ModelInfo shortInfo (ProcessKind process = ProcessKind::vpCosine)
{
    auto info = ModelInfo::ofCrash ({ process });
    info.length = samples;
    return info;
}

Model formulaModel (ProcessKind process = ProcessKind::vpCosine)
{
    auto model = Model::toBeFilled (shortInfo (process));
    crashtest::fillByFormula (model.module(), 1.0);
    return model;
}

std::vector<Example> pings()
{
    return { { ping (samples, 0.02, 100.0, 500), 0, "kick.wav" }, { ping (samples, 0.1, 60.0, 500), 1, "snare.wav" } };
}

/** As many as held-out levels. */
std::vector<Example> atAllLevels()
{
    return std::vector<Example> (7, pings().front());
}

TrainingSettings settings()
{
    auto wanted = quickSettings();
    wanted.followCrash (shortInfo());
    wanted.batches.classes = 2;
    wanted.batches.batchSize = 2;
    wanted.batches.length = samples;
    wanted.batches.emphasis = 0.0;
    wanted.batches.proceduralShare = 0.0;
    return wanted;
}

void trainTo (std::int64_t lastStep, const std::filesystem::path& folder, std::unique_ptr<TrainingTask> task)
{
    CancelToken cancel;
    Trainer trainer (std::move (task), settings(), { pings(), {} }, { pings(), {} }, folder, cancel);
    CHECK_THROWS_AS (trainer.run ([&] (const TrainingProgress& now) {
        if (now.step >= lastStep)
            cancel.cancel();
    }),
                     Cancelled);
}

torch::Tensor flat (const torch::nn::Module& module)
{
    std::vector<torch::Tensor> all;

    for (const auto& parameter : module.parameters())
        if (parameter.requires_grad())
            all.push_back (parameter.detach().reshape (-1));

    return torch::cat (all);
}
} // namespace

TEST_CASE ("CRASH's loss is the mean squared error of the noise in the states of its process")
{
    for (const auto process : { ProcessKind::vpCosine, ProcessKind::subVpCosine })
    {
        CrashTask task (formulaModel (process));
        const auto sigmas = torch::tensor ({ 0.1f, 0.7f }).view ({ 2, 1, 1 });
        const auto means = process == ProcessKind::vpCosine ? (1.0 - sigmas.square()).sqrt() : (1.0 - sigmas).sqrt();
        const auto noise = networktest::normal ({ 2, 1, samples });
        const Batch batch { crashtest::referenceInput (samples), torch::zeros ({ 2, 3 }), (sigmas / means).flatten(),
                            noise };

        const torch::NoGradGuard noGradient;
        const auto predicted = crashtest::referenceUnet() (means * batch.signals + sigmas * noise, sigmas.flatten());
        const auto expected = (predicted - noise).square().mean ({ 1, 2 });
        CHECK (networktest::largestDifference (task.losses (batch), expected) < 1e-4);
    }
}

TEST_CASE ("batches for CRASH's network have times that are uniform and sounds as they are")
{
    auto wanted = settings().batches;
    wanted.batchSize = 2000;
    const auto batch = BatchSource (pings(), wanted, {}).make (0);
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto ratios = batch.ratios.to (torch::kFloat64);
    std::vector<int> tenths (10);

    for (std::int64_t i = 0; i < ratios.size (0); ++i)
    {
        const auto place = (process.timeOf (ratios[i].item<double>()) - 0.007) / 0.986;
        ++tenths.at (static_cast<std::size_t> (std::clamp (place, 0.0, 0.999) * 10.0));
    }

    for (const auto count : tenths) // 200 each, give or take four deviations
        CHECK (std::abs (count - 200) < 55);

    for (std::int64_t i = 0; i < 4; ++i)
    {
        const auto peak = batch.signals[i].abs().max().item<double>();
        CHECK (peak == Approx (1.0).epsilon (1e-6));
        CHECK (batch.signals[i][0][0].item<double>() > 0.0); // no polarity was turned over
    }
}

TEST_CASE ("CRASH's network is trained as published: Adam of 2e-4 from the first step, and an average of 0.999")
{
    const TemporaryFolder folder;
    trainTo (1, folder.path, std::make_unique<CrashTask> (formulaModel()));
    const auto checkpoint = readSafetensors (folder.path / "checkpoint.safetensors");
    const auto before = flat (formulaModel().module());
    const auto& after = checkpoint.tensors.at ("values");

    // The first step of Adam is the learning rate in the direction of the gradient's sign, wherever that is not tiny.
    const auto moved = (after - before).abs();
    CHECK (moved.max().item<double>() == Approx (2e-4).epsilon (0.01));
    CHECK (moved.median().item<double>() == Approx (2e-4).epsilon (0.02));
    const auto average = before + 0.001 * (after - before);
    CHECK (networktest::largestDifference (checkpoint.tensors.at ("average"), average) < 2e-7);
    CHECK (checkpoint.tensors.count ("fixed.embedding.RFF_freq") == 1);
}

TEST_CASE ("a few steps lower CRASH's loss, and what they leave can be used and goes on")
{
    const TemporaryFolder folder;
    const auto startModel = [] {
        torch::manual_seed (1);
        return Model (shortInfo());
    };
    CrashTask untrained (startModel());
    const auto before = [&] {
        const torch::NoGradGuard noGradient;
        return untrained.heldOutLoss (atAllLevels());
    }();

    trainTo (12, folder.path, std::make_unique<CrashTask> (startModel()));
    const auto values = readSafetensors (folder.path / "checkpoint.safetensors").tensors.at ("values");
    auto trained = startModel();
    {
        const torch::NoGradGuard noGradient;
        std::int64_t start = 0;

        for (auto& parameter : trained.module().parameters())
            if (parameter.requires_grad())
            {
                parameter.copy_ (values.narrow (0, start, parameter.numel()).view (parameter.sizes()));
                start += parameter.numel();
            }

        CHECK (CrashTask (std::move (trained)).heldOutLoss (atAllLevels()) < 0.99 * before);
    }

    const auto model = Model::load (folder.path);
    CHECK (model.info().architecture == Architecture::crashUnet);
    CHECK (model.info().training.at ("steps") == 12);

    Generator generator ({ folder.path.string(), "cpu", 1 });
    Recipe recipe;
    recipe.classes = { { ModelInfo::anyClass, 1.0 } };
    recipe.steps = 2;
    CHECK (generator.make (recipe, {}, {}).audio.samples.size() == samples);

    trainTo (13, folder.path, std::make_unique<CrashTask> (startModel()));
    CHECK (readModelInfo (folder.path).training.at ("steps") == 13);

    const auto other = [] {
        torch::manual_seed (1);
        return Model (shortInfo (ProcessKind::vpSigmoid));
    };
    CHECK_THAT (sentenceOf ([&] { trainTo (14, folder.path, std::make_unique<CrashTask> (other())); }),
                Catch::Matchers::Contains ("another network"));
}

TEST_CASE ("CRASH's learning rate falls to four fifths every so many steps")
{
    const TemporaryFolder folder;
    auto wanted = settings();
    wanted.stepsPerDecay = 1;
    CancelToken cancel;
    Trainer trainer (std::make_unique<CrashTask> (formulaModel()), wanted, { pings(), {} }, {}, folder.path, cancel);
    CHECK_THROWS_AS (trainer.run ([&] (const TrainingProgress& now) {
        if (now.step >= 2)
            cancel.cancel();
    }),
                     Cancelled);
    const auto moved =
        (readSafetensors (folder.path / "checkpoint.safetensors").tensors.at ("values") - flat (formulaModel().module()))
            .abs()
            .max()
            .item<double>();
    CHECK (moved == Approx (2e-4 * 1.8).epsilon (0.02)); // two steps of one sign
}
