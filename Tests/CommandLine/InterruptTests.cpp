#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
namespace fs = std::filesystem;

namespace
{
constexpr int interrupted = 130;
constexpr double fewSeconds = 5.0;

bool isFinishedSound (const std::string& name)
{
    return name.front() != '.' && fs::path (name).extension() == ".wav";
}
} // namespace

TEST_CASE ("Ctrl-C in the middle of many sounds ends generate soon, and all files that are there are whole")
{
    const TemporaryFolder folder;
    Settings settings;
    settings.interruptWhen = [&] {
        const auto files = filesBelow (folder.path);
        return std::count_if (files.begin(), files.end(), isFinishedSound) >= 2;
    };
    const auto result = runWithTinyModel (
        { "generate", "--count", "1000", "--steps", "500", "--seed", "1", "--out", folder.path.string() }, settings);

    CHECK (result.exitCode == interrupted);
    CHECK (result.secondsAfterInterrupt < fewSeconds);
    CHECK (linesOf (result.err).back() == "stochastick: Cancelled.");
    const auto files = filesBelow (folder.path);
    CHECK ((files.size() >= 2 && files.size() < 1000));

    for (const auto& file : files)
    {
        CAPTURE (file);
        CHECK (isFinishedSound (file));
        CHECK (readSoundFile (folder.path / file).samples.size() == test::tinyModelLength);
        CHECK (readRecipe (folder.path / file).steps == 500);
    }
}

TEST_CASE ("Ctrl-C before a kit is complete writes none of it")
{
    const TemporaryFolder folder;
    const auto kit = folder.path / "kit";
    Settings settings;
    settings.interruptWhen = [&] { return fs::exists (kit); };
    const auto result = runWithTinyModel ({ "kit", "--steps", "1000", "--out", kit.string() }, settings);

    CHECK (result.exitCode == interrupted);
    CHECK (result.secondsAfterInterrupt < fewSeconds);
    CHECK (result.err == "stochastick: Cancelled.\n");
    CHECK (filesBelow (folder.path).empty());
}
