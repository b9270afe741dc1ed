#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"
#include "Network/ModelInfo.h"
#include "Network/Safetensors.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <torch/types.h>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using audiotest::writeBytes;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
ScoreUnetConfig tinyNetwork()
{
    ScoreUnetConfig network;
    network.levels = { { 8, 4, 1, 32 }, { 8, 4, 1, 16 }, { 8, 1, 1, 16 } };
    network.heads = 2;
    network.embeddingWidth = 16;
    network.sigmaData = 0.1; // as --sigma-data is when left out
    return network;
}

/** A folder with two kicks, a snare, the sizes of a network and, later, runs. */
struct Workplace
{
    TemporaryFolder folder;
    fs::path data = folder.path / "data", config = folder.path / "network.json", out = folder.path / "run";

    Workplace()
    {
        fs::create_directories (data / "kick");
        fs::create_directories (data / "snare");
        writeSoundFile (data / "kick" / "deep.wav", synthesiseDrum (0, 1), SoundFormat::wav16);
        writeSoundFile (data / "kick" / "dry.wav", synthesiseDrum (0, 2), SoundFormat::wav16);
        writeSoundFile (data / "snare" / "tight.wav", synthesiseDrum (1, 1), SoundFormat::wav16);
        writeBytes (config, nlohmann::json (tinyNetwork()).dump());
    }

    Arguments arguments (const std::string& minutes) const
    {
        return { "train",     "--data",       data.string(), "--out",     out.string(), "--config", config.string(),
                 "--minutes", minutes,        "--batch",     "2",         "--threads",  "1",        "--device",
                 "cpu",       "--procedural", "0",           "--licence", "CC0-1.0" };
    }
};

std::int64_t stepsOf (const fs::path& runFolder)
{
    return readModelInfo (runFolder).training.at ("steps");
}
} // namespace

TEST_CASE ("train leaves a model that can be used, a log and a checkpoint, and goes on from there when run again")
{
    const Workplace place;
    const auto first = run (place.arguments ("0.015"));
    CAPTURE (first.err);
    REQUIRE (first.exitCode == 0);
    CHECK (first.out.empty());
    CHECK (first.err.find ('\r') == std::string::npos);
    CHECK_THAT (first.err, Contains ("checkpoint written"));

    const auto info = readModelInfo (place.out);
    const auto steps = stepsOf (place.out);
    CHECK (steps > 0);
    CHECK (info.licence == "CC0-1.0");
    auto expected = tinyNetwork();
    expected.descriptors = 3; // learned by every model that is trained
    CHECK (info.network == expected);
    CHECK (info.descriptors.size() == 3);
    CHECK_THAT (contentOf (place.out / "log.csv"), Catch::Matchers::StartsWith ("step,seconds,sounds,learning_rate,loss"));
    CHECK (fs::exists (place.out / "checkpoint.safetensors"));

    Generator generator ({ place.out.string(), "cpu", 1 });
    Recipe recipe;
    recipe.steps = 2;
    CHECK (generator.make (recipe, {}, {}).audio.samples.size() == 32768);

    const auto second = run (place.arguments ("0.03"));
    CHECK (second.exitCode == 0);
    CHECK_THAT (second.err, Contains ("Continuing the run"));
    CHECK (stepsOf (place.out) > steps);

    for (const auto& file : filesBelow (place.out))
        CHECK_THAT (file, ! Contains (".part"));
}

namespace
{
/** A folder of a person's own: sixteen kicks, whatever their folder is called. */
fs::path ownKicks (const TemporaryFolder& folder)
{
    const auto data = folder.path / "my best ones";
    fs::create_directories (data);

    for (int number = 1; number <= 16; ++number)
        writeSoundFile (data / ("Kick " + std::to_string (number) + ".wav"),
                        synthesiseDrum (0, static_cast<std::uint64_t> (number)), SoundFormat::wav16);

    return data;
}

Arguments fineTuning (const fs::path& data, const fs::path& out, const Arguments& more)
{
    Arguments arguments { "train", "--data",     data.string(), "--class", "kick",    "--from", test::tinyModel().string(),
                          "--out", out.string(), "--minutes",   "0.02",    "--batch", "2",      "--threads",
                          "1",     "--device",   "cpu" };
    arguments.insert (arguments.end(), more.begin(), more.end());
    return arguments;
}
} // namespace

TEST_CASE ("a model learns a folder of one's own, is compared with what it was, and says so in its card")
{
    const TemporaryFolder folder;
    const auto data = ownKicks (folder), out = folder.path / "mine";
    const auto result = run (fineTuning (data, out, { "--judge", "2" }));
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);

    CHECK_THAT (result.out, Contains ("| before ") && Contains ("| after ") && Contains ("| real training sounds "));
    const auto card = contentOf (out / "CARD.md");
    CHECK_THAT (card, Catch::Matchers::StartsWith ("# mine\n") && Contains ("| kick | ") && Contains ("| before "));
    CHECK_THAT (card, Contains ("held-out sounds: ") && Contains (" before, ") && Contains ("the loss says more"));
    CHECK_THAT (card, ! Contains ("| snare |"));
    CHECK (readModelInfo (out).licence == readModelInfo (test::tinyModel()).licence);
}

TEST_CASE ("with --layers last the first layers stay as they were, to the bit, and the last ones change")
{
    const TemporaryFolder folder;
    const auto out = folder.path / "mine";
    const auto result = run (fineTuning (ownKicks (folder), out, { "--layers", "last", "--judge", "0" }));
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK (result.out.empty());
    CHECK_FALSE (fs::exists (out / "CARD.md"));

    const auto before = readSafetensors (test::tinyModel() / "weights.safetensors").tensors;
    const auto after = readSafetensors (out / "weights.safetensors").tensors;
    int changed = 0;

    for (const auto& [name, tensor] : before)
    {
        const bool same = torch::equal (tensor, after.at (name));
        CAPTURE (name);

        if (name.find ("stem") != std::string::npos || name.find ("down") != std::string::npos
            || name.find ("conditioning") != std::string::npos || name.find ("mixing") != std::string::npos)
            CHECK (same);

        changed += same ? 0 : 1;
    }

    CHECK (changed >= 4);
}

TEST_CASE ("a class that no model knows, or layers without a model, are wrong usage")
{
    const TemporaryFolder folder;
    const auto data = ownKicks (folder), out = folder.path / "mine";
    const auto wrongClass = run ({ "train", "--data", data.string(), "--class", "kik", "--out", out.string() });
    CHECK (wrongClass.exitCode == 2);
    CHECK_THAT (wrongClass.err, Contains ("did you mean \"kick\""));

    const auto withoutModel = run ({ "train", "--data", data.string(), "--layers", "last", "--out", out.string() });
    CHECK (withoutModel.exitCode == 2);
    CHECK (filesBelow (out).empty());
}

TEST_CASE ("Ctrl-C during training keeps what was learnt")
{
    const Workplace place;
    Settings settings;
    settings.interruptWhen = [&] { return linesOf (contentOf (place.out / "log.csv")).size() > 1; };
    const auto result = run (place.arguments ("10"), settings);

    CHECK (result.exitCode == 130);
    CHECK (result.secondsAfterInterrupt < 5.0);
    CHECK (linesOf (result.err).back() == "stochastick: Cancelled.");
    CHECK (stepsOf (place.out) > 0);
    CHECK (fs::exists (place.out / "checkpoint.safetensors"));
}

TEST_CASE ("training on sounds or from a model that are not there is refused in a sentence")
{
    const Workplace place;
    const auto missing = (place.folder.path / "missing").string();
    const auto result = run ({ "train", "--data", missing, "--out", place.out.string() });

    CHECK (result.exitCode == 1);
    CHECK_THAT (linesOf (result.err).back(),
                Catch::Matchers::StartsWith ("stochastick: There is no folder of sounds") && Contains (missing));

    const auto withoutModel = run ({ "train", "--data", missing, "--out", place.out.string(), "--from", missing });
    CHECK (withoutModel.exitCode == 1);
    CHECK_THAT (linesOf (withoutModel.err).back(), Contains ("There is no model") && Contains (missing));
    CHECK (filesBelow (place.out).empty());
}

TEST_CASE ("sizes that make no network are refused in a sentence before training begins")
{
    const auto withClasses = [] (int classes) {
        nlohmann::json sizes = tinyNetwork();
        sizes["classes"] = classes;
        return sizes.dump();
    };

    const auto withFrameSize = [] (int frameSize) {
        nlohmann::json sizes = tinyNetwork();
        sizes["frame_size"] = frameSize;
        sizes["levels"][0]["bins"] = frameSize;
        return sizes.dump();
    };

    // not JSON; not complete; another number of classes than there are; frames that do not divide the length
    for (const auto& sizes : { std::string ("a good network"), std::string ("{}"), withClasses (3), withFrameSize (48) })
    {
        const Workplace place;
        writeBytes (place.config, sizes);
        const auto result = run (place.arguments ("0.01"));
        CAPTURE (sizes, result.err);
        CHECK (result.exitCode == 1);
        CHECK_THAT (linesOf (result.err).back(), Catch::Matchers::StartsWith ("stochastick: ")
                                                     && ! Contains ("json.exception") && ! Contains ("frame #"));
        CHECK (linesOf (result.err).size() <= 4);
        CHECK (filesBelow (place.out).empty());
    }
}
