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

    REQUIRE (figures.at ("variants").size() == 1);
    const auto& generated = figures.at ("variants").at (0).at ("figures");
    CHECK (generated.at ("named_by_class").size() == 9);
    CHECK (generated.at ("not_finite") == 0);
    CHECK (figures.at ("yardsticks").at ("held_out").at ("named_by_class").at ("kick").at ("all") >= 2);
    CHECK (nlohmann::json::parse (audiotest::contentOf (folder.path / "out" / "evaluation.json")) == figures);
    CHECK (filesBelow (folder.path / "out")
           == std::vector<std::string> { "evaluation.json", "evaluation.md", "generated.png", "real.png" });
    CHECK_THAT (audiotest::contentOf (folder.path / "out" / "evaluation.md"),
                Contains ("| kick ") && Contains ("| told from real ") && Contains ("(generated.png)"));
}

TEST_CASE ("evaluate compares values of a setting on the same noise, in a table and a picture")
{
    const TemporaryFolder folder;
    writeKicks (folder.path / "data");
    const auto result =
        evaluateOn (folder.path / "data", { "--over", "steps=2,3,2", "--out", (folder.path / "out").string() });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK_THAT (result.out, Contains ("| steps 2 ") && Contains ("| steps 3 ") && Contains ("| real training sounds "));
    CHECK (fs::exists (folder.path / "out" / "over.png"));

    const auto json = nlohmann::json::parse (audiotest::contentOf (folder.path / "out" / "evaluation.json"));
    const auto frechet = [&] (std::size_t i) {
        return json.at ("variants").at (i).at ("figures").at ("frechet").get<double>();
    };
    CHECK (frechet (0) == frechet (2));
    CHECK (frechet (0) != frechet (1));
}

TEST_CASE ("evaluate refuses to compare what it cannot vary, and values that cannot be, before it reads a sound")
{
    const TemporaryFolder folder;
    const std::pair<const char*, const char*> wrong[] {
        { "stepz=1,2", "did you mean \"steps\"" },
        { "steps", "needs values" },
        { "steps=", "needs values" },
        { "steps=two", "cannot read the number \"two\"" },
        { "steps=2,0", "1" },
        { "sampler=dpmp-2m", "did you mean \"dpmpp-2m\"" },
        { "model=nowhere", "nowhere" },
    };

    for (const auto& [over, expected] : wrong)
    {
        CAPTURE (over);
        const auto result = evaluateOn (folder.path / "missing", { "--over", over });
        CHECK (result.exitCode != 0);
        CHECK (isOneSentence (result.err));
        CHECK_THAT (result.err, Contains (expected));
    }
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
