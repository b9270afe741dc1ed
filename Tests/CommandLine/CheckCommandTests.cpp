#include "Audio/AudioTestTools.h"
#include "CommandLine/Program.h"
#include "Training/DrumFolder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

TEST_CASE ("check lists doubtful sounds, draws them, and train leaves out what the list says")
{
    const TemporaryFolder folder;
    const auto data = folder.path / "data", list = folder.path / "doubts.txt", picture = folder.path / "doubts.png";
    trainingtest::writeDrums (data, 12, 2);
    writeSoundFile (data / "kick" / "cymbal-in-disguise.wav", synthesiseDrum (7, 77), SoundFormat::wav16);

    const auto checked = run ({ "check", "--data", data.string(), "--out", list.string(), "--picture", picture.string() });
    CAPTURE (checked.err, checked.out);
    REQUIRE (checked.exitCode == 0);
    CHECK_THAT (checked.out, Contains ("kick/cymbal-in-disguise.wav\tkick: sounds like cymbal"));
    CHECK_THAT (checked.out, Contains ("doubts about 127 sounds"));
    CHECK_THAT (contentOf (list), Contains ("kick/cymbal-in-disguise.wav\t"));
    CHECK_THAT (contentOf (picture), Catch::Matchers::StartsWith ("\x89PNG"));

    const auto json = nlohmann::json::parse (run ({ "check", "--data", data.string(), "--json" }).out);
    CHECK (json.at ("checked") == 9 * 14 + 1);
    CHECK (json.at ("unusable").empty());

    const auto lines = static_cast<std::ptrdiff_t> (json.at ("doubtful").size());
    const auto text = contentOf (list);
    CHECK (std::count (text.begin(), text.end(), '\n') == lines);
}

TEST_CASE ("what check and --without cannot read is said in a sentence")
{
    const TemporaryFolder folder;
    const auto nowhere = (folder.path / "nowhere").string();
    const auto missing = run ({ "check", "--data", nowhere });
    CHECK (missing.exitCode == 1);
    CHECK_THAT (missing.err, Contains ("There is no folder of sounds at"));

    trainingtest::writeDrums (folder.path / "data", 2, 1);
    const auto withoutList = run ({ "train", "--data", (folder.path / "data").string(), "--out",
                                    (folder.path / "run").string(), "--without", nowhere, "--minutes", "0.01" });
    CHECK (withoutList.exitCode == 1);
    CHECK_THAT (withoutList.err, Contains ("nowhere\" cannot be read"));

    CHECK (run ({ "check" }).exitCode == 2);
}
