#include "Audio/AudioTestTools.h"
#include "Training/TrainerTestTools.h"

#include <catch2/catch.hpp>
#include <functional>

using namespace stochastick;
using namespace trainingtest;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using nlohmann::json;

namespace
{
using Change = std::function<void (Safetensors&, json&)>;

/** The sentence that refuses the run's checkpoint after this change. */
std::string sentenceAfter (Run& run, const Change& change)
{
    auto content = run.checkpoint();
    auto state = run.state();
    change (content, state);
    content.metadata["stochastick_training"] = state.dump();
    writeSafetensors (run.folder / "checkpoint.safetensors", content);
    return sentenceOf ([&] { run.until (2); });
}

void checkSameState (const Run& a, const Run& b)
{
    const auto expected = a.checkpoint(), actual = b.checkpoint();
    REQUIRE (actual.tensors.size() == expected.tensors.size());

    for (const auto& [name, tensor] : expected.tensors)
    {
        CAPTURE (name);
        CHECK (torch::equal (actual.tensors.at (name), tensor));
    }

    for (const auto* key :
         { "step", "optimiser_steps", "typical_gradient_norm", "running_loss", "loss_of_level", "skipped" })
        CHECK (a.state().at (key) == b.state().at (key));
}
} // namespace

TEST_CASE ("a run that was interrupted twice reaches the weights of one that was not, to the bit")
{
    const TemporaryFolder whole, interrupted;
    Run one { whole.path }, other { interrupted.path };
    one.settings.batches.augmentation = other.settings.batches.augmentation = {};
    one.settings.batches.proceduralShare = other.settings.batches.proceduralShare = 0.5;

    one.until (24);
    other.until (7);
    CHECK_FALSE (other.resumed);
    other.weightSeed = 99; // everything must come out of the checkpoint
    other.until (15);
    CHECK (other.resumed);
    other.until (24);

    checkSameState (one, other);
}

TEST_CASE ("a run that is cancelled before its first step can be continued")
{
    const TemporaryFolder folder;
    CancelToken cancel;
    Trainer trainer (taskOf (newModel()), quickSettings(), { threePings(), {} }, {}, folder.path, cancel);
    cancel.cancel();
    CHECK_THROWS_AS (trainer.run ([] (const TrainingProgress&) {}), Cancelled);

    Run run { folder.path };
    run.until (2);
    CHECK (run.resumed);
    CHECK (run.progress.front().step == 1);
}

TEST_CASE ("a checkpoint of another network or seed is refused with a sentence, and stays usable")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.until (2);

    auto otherSeed = run;
    otherSeed.settings.batches.seed = 2;
    CHECK_THAT (sentenceOf ([&] { otherSeed.until (4); }),
                Catch::Contains ("another --seed") && Catch::Contains (folder.path.string()));

    auto info = networktest::tinyInfo();
    info.network.heads = 4;
    const auto startOther = [&] {
        Trainer (taskOf (Model (info)), quickSettings(), { threePings(), {} }, {}, folder.path, {});
    };
    CHECK_THAT (sentenceOf (startOther), Catch::Contains ("another network") && Catch::Contains ("--out"));

    run.until (4);
    CHECK (run.progress.back().step == 4);
}

TEST_CASE ("a checkpoint that was cut short is refused with a sentence")
{
    const TemporaryFolder folder;
    Run run { folder.path };
    run.until (2);
    const auto file = folder.path / "checkpoint.safetensors";
    const auto bytes = audiotest::contentOf (file);
    audiotest::writeBytes (file, bytes.substr (0, bytes.size() / 2));

    CHECK_THAT (sentenceOf ([&] { run.until (4); }), Catch::Contains ("cut short"));
}

TEST_CASE ("a checkpoint that lacks something, or holds it in another shape, is refused with a sentence")
{
    const std::vector<Change> changes {
        [] (auto&, json& state) { state.erase ("network"); },
        [] (auto&, json& state) { state["network"].erase ("heads"); },
        [] (auto&, json& state) { state.erase ("step"); },
        [] (auto&, json& state) { state["loss_of_level"] = "none"; },
        [] (Safetensors& content, auto&) { content.tensors.erase ("values"); },
        [] (Safetensors& content, auto&) { content.tensors.erase ("fixed.conditioning.frequencies"); },
        [] (Safetensors& content, auto&) { content.tensors["average"] = torch::ones ({ 3 }); },
        [] (Safetensors& content, auto&) { content.tensors["average"] = torch::ones ({ 1 }); },
    };

    for (std::size_t i = 0; i < changes.size(); ++i)
    {
        CAPTURE (i);
        const TemporaryFolder folder;
        Run run { folder.path };
        run.until (1);
        std::string sentence;

        CHECK_NOTHROW (sentence = sentenceAfter (run, changes[i]));
        CHECK_THAT (sentence, Catch::Contains ("checkpoint.safetensors"));
    }
}
