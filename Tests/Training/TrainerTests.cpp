#include "Training/Trainer.h"

#include "Audio/AudioTestTools.h"
#include "Training/TrainerTestTools.h"

#include <ATen/Parallel.h>
#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

using namespace stochastick;
using namespace trainingtest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;

namespace
{
namespace fs = std::filesystem;

std::vector<std::vector<double>> logLines (const fs::path& folder)
{
    std::istringstream stream (audiotest::contentOf (folder / "log.csv"));
    std::string line;
    std::getline (stream, line);
    std::vector<std::vector<double>> lines;

    while (std::getline (stream, line))
    {
        std::istringstream fields (line);
        lines.emplace_back();

        for (std::string field; std::getline (fields, field, ',');)
            lines.back().push_back (std::stod (field));
    }

    return lines;
}

std::vector<float> notNumbers()
{
    auto samples = threePings()[0].samples;
    samples[5] = std::numeric_limits<float>::quiet_NaN();
    return samples;
}

/** Lets a run go on from another state than the one that it stored. */
template <typename Change>
void changeState (const Run& run, Change change)
{
    auto content = run.checkpoint();
    auto state = run.state();
    change (state);
    content.metadata["stochastick_training"] = state.dump();
    writeSafetensors (run.folder / "checkpoint.safetensors", content);
}

/** Squared error of the estimates of the three sounds out of some noise. */
double errorOf (const Model& model)
{
    const torch::NoGradGuard noGradient;
    double sum = 0.0;

    for (const auto& sound : threePings())
    {
        const auto clean = torch::tensor (sound.samples).view ({ 1, 1, -1 });
        const auto denoiser = model.denoiser (networktest::oneHot (1, 3, sound.drumClass));
        sum += (denoiser (clean + 0.1 * networktest::normal (clean.sizes()), 0.1) - clean).square().mean().item<double>();
    }

    return sum;
}
} // namespace

TEST_CASE ("training on three sounds lowers the loss, and the stored model denoises better than a new one")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.settings.batches.emphasis = 0.0;
    run.until (300);

    CHECK (run.progress.back().loss < 0.6 * run.progress.front().loss);
    CHECK (errorOf (Model::load (folder.path)) < 0.7 * errorOf (newModel()));
}

TEST_CASE ("a run folder holds checkpoint, log, picture and model, and nothing half-made")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.until (101);
    const auto info = Model::load (folder.path / "weights.safetensors").info();
    const auto lines = logLines (folder.path);

    for (const auto* name : { "checkpoint.safetensors", "log.csv", "loss.png", "weights.safetensors" })
        CHECK (fs::is_regular_file (folder.path / name));

    CHECK (folder.fileCount() == 4);
    CHECK (info.training.at ("steps") == 101);
    CHECK (info.training.at ("sounds_seen") == 404);
    CHECK (info.training.at ("training_sounds") == 3);
    CHECK (info.licence == "CC0-1.0");
    REQUIRE (lines.size() == 3);

    for (std::size_t i = 0; i < 3; ++i)
    {
        CHECK (lines[i].size() == 14);
        CHECK (lines[i][0] == 50.0 * static_cast<double> (i));
    }
}

TEST_CASE ("the stored model is the moving average of the weights, not the last ones")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.until (30);
    const auto model = Model::load (folder.path);
    const auto content = run.checkpoint();
    std::vector<torch::Tensor> trained;

    for (const auto& parameter : model.network()->parameters())
        if (parameter.requires_grad())
            trained.push_back (parameter.detach().reshape (-1));

    CHECK (torch::allclose (torch::cat (trained), content.tensors.at ("average"), 1.0 / 2048.0, 1e-7));
    CHECK_FALSE (torch::allclose (content.tensors.at ("values"), content.tensors.at ("average"), 1.0 / 2048.0, 1e-7));
}

TEST_CASE ("the learning rate rises over the warm-up")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.settings.warmUpSteps = 40;
    run.until (51);
    const auto lines = logLines (folder.path);

    REQUIRE (lines.size() == 2);
    CHECK (lines[0][3] == Approx (3e-3 / 40.0));
    CHECK (lines[1][3] == Approx (3e-3));
}

TEST_CASE ("the learning rate has fallen to half when half of the time is used")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.settings.finalLearningRateShare = 0.0;
    run.settings.warmUpSteps = 1;
    run.until (1);

    changeState (run, [] (auto& state) {
        state["step"] = 50; // a step that is logged
        state["seconds_trained"] = 60.0;
    });
    run.settings.minutes = 2.0;
    run.until (51);

    CHECK (logLines (folder.path).back()[3] == Approx (1.5e-3).epsilon (1e-3));
}

TEST_CASE ("training ends when its time is used up, with a last checkpoint and the loss of unseen sounds")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.settings.minutes = 0.002;
    run.toItsEnd();
    const auto last = run.progress.back();

    CHECK (last.secondsTrained >= 0.12);
    CHECK (last.secondsInAll == Approx (0.12));
    CHECK (last.soundsPerSecond > 0.0);
    REQUIRE (last.heldOutLoss.has_value());
    CHECK (*last.heldOutLoss > 0.0);
    CHECK (run.state().at ("step") == last.step);

    const auto before = audiotest::contentOf (folder.path / "weights.safetensors");
    run.toItsEnd(); // nothing is left to do
    CHECK (run.progress.back().step == last.step);
    CHECK (audiotest::contentOf (folder.path / "weights.safetensors") == before);
}

TEST_CASE ("measuring unseen sounds does not change the course of training")
{
    const TemporaryFolder often, never;
    Run measuring { often.path }, plain { never.path };
    measuring.settings.checkpointMinutes = 0.0;
    measuring.until (6);
    plain.until (6);

    CHECK (measuring.progress.front().heldOutLoss.has_value());
    CHECK_FALSE (plain.progress.front().heldOutLoss.has_value());
    CHECK (torch::equal (measuring.checkpoint().tensors.at ("values"), plain.checkpoint().tensors.at ("values")));
}

TEST_CASE ("steps with a broken sound are skipped, and training goes on with the others")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.sounds.push_back ({ notNumbers(), 0, "broken.wav" });
    run.until (40);
    const auto skipped = run.state().at ("skipped").get<int>();

    CHECK (skipped > 5);
    CHECK (skipped < 40);
    CHECK (run.state().at ("optimiser_steps") == 40 - skipped);
    CHECK (torch::isfinite (run.checkpoint().tensors.at ("values")).all().item<bool>());
    CHECK (std::isfinite (run.progress.back().loss));
}

TEST_CASE ("training that cannot go on ends with a sentence and leaves the last good checkpoint")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    const auto good = run.sounds;
    const std::vector<Example> bad { { notNumbers(), 0, "a.wav" },
                                     { notNumbers(), 1, "b.wav" },
                                     { notNumbers(), 2, "c.wav" } };

    run.sounds = bad;
    CHECK_THAT (sentenceOf ([&] { run.toItsEnd(); }),
                Catch::Contains ("Training does not settle") && Catch::Contains ("--learning-rate"));
    CHECK (run.progress.size() == 19);
    CHECK_FALSE (fs::exists (folder.path / "checkpoint.safetensors"));

    run.sounds = good;
    run.until (5);
    const auto values = run.checkpoint().tensors.at ("values");

    run.sounds = bad;
    CHECK_THAT (sentenceOf ([&] { run.toItsEnd(); }), Catch::Contains ("Training does not settle"));
    CHECK (run.state().at ("step") == 5);
    CHECK (torch::equal (run.checkpoint().tensors.at ("values"), values));
}

TEST_CASE ("a gradient far above the recent ones skips its step, but only once training has settled")
{
    for (const int step : { 100, 400 })
    {
        CAPTURE (step);
        const TemporaryFolder folder;
        Run run { folder.path };
        run.until (1);
        changeState (run, [step] (auto& state) {
            state["step"] = step;
            state["typical_gradient_norm"] = 1e-9;
        });
        run.until (step + 2);

        CHECK (run.state().at ("skipped") == (step == 400 ? 2 : 0));
    }
}

TEST_CASE ("a gradient that is clipped to nothing leaves the decay of weights alone")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.settings.gradientClip = 0.0;
    run.settings.warmUpSteps = 1;
    run.until (1);
    std::vector<torch::Tensor> start;

    for (const auto& parameter : newModel().network()->parameters())
        if (parameter.requires_grad())
            start.push_back (parameter.detach().reshape (-1));

    const auto expected = (1.0 - 3e-3 * AdamW {}.weightDecay) * torch::cat (start);
    CHECK (networktest::largestDifference (run.checkpoint().tensors.at ("values"), expected) < 1e-6);
}

TEST_CASE ("training leaves the number of threads as it was")
{
    const TemporaryFolder folder;
    const auto before = at::get_num_threads();
    Run run { folder.path };
    run.settings.threads = before + 1;
    run.until (1);

    CHECK (at::get_num_threads() == before);
}
