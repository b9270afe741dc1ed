#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Training/Dataset.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** Kicks alone, some of which are held out. */
void writeKicks (const fs::path& folder)
{
    fs::create_directories (folder / "kick");

    for (char letter = 'a'; letter <= 'z'; ++letter)
        writeSoundFile (folder / "kick" / (std::string { letter } + ".wav"),
                        synthesiseDrum (0, static_cast<std::uint64_t> (letter)), SoundFormat::wav16);
}

/** A run of evaluate with the least that it can judge, for data that exist or do not. */
Result evaluateOn (const fs::path& data, const Arguments& more = {})
{
    Arguments arguments { "evaluate", "--per-class", "2", "--data", data.string() };
    arguments.insert (arguments.end(), more.begin(), more.end());
    return runWithTinyModel (arguments);
}
} // namespace

TEST_CASE ("evaluate prints its figures as JSON, and writes them with a contact sheet to a folder")
{
    const TemporaryFolder folder;
    writeKicks (folder.path / "data");
    const auto result = evaluateOn (folder.path / "data", { "--json", "--out", (folder.path / "out").string() });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK (result.err.empty());
    const auto figures = nlohmann::json::parse (result.out);

    CHECK (figures.at ("classes").size() == 9);
    CHECK (figures.at ("classes").at (0).at ("real_all") >= 2);
    CHECK (figures.at ("not_finite") == 0);
    CHECK (nlohmann::json::parse (audiotest::contentOf (folder.path / "out" / "evaluation.json")) == figures);
    CHECK (filesBelow (folder.path / "out") == std::vector<std::string> { "evaluation.json", "generated.png" });
}

TEST_CASE ("evaluate refuses a folder that is missing, and writes nothing")
{
    const TemporaryFolder folder;
    const auto missing = folder.path / "missing";
    const auto result = evaluateOn (missing, { "--out", (folder.path / "out").string() });

    CHECK (result.exitCode == 1);
    CHECK (result.out.empty());
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains ("There is no folder of sounds") && Contains (missing.string()));
    CHECK (filesBelow (folder.path).empty());
}
