#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Engine/Generator.h"
#include "Network/ModelInfo.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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
    CHECK_THAT (linesOf (withoutModel.err).back(), Contains ("There is no model at") && Contains (missing));
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
