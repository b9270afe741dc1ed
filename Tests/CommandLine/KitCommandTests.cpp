#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Engine/Kit.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE ("kit writes sixteen sounds, an SFZ and a contact sheet, and says where they are")
{
    const TemporaryFolder folder;
    const auto kit = folder.path / "kit";
    const auto result =
        runWithTinyModel ({ "kit", "--seed", "7", "--format", "wav16", "--rate", "22050", "--out", kit.string() });
    CHECK (result.exitCode == 0);
    CHECK (result.out.empty());
    CHECK (linesOf (result.err).size() == 1);
    CHECK_THAT (result.err, Contains ("16 sounds") && Contains ("seed 7") && Contains (kit.string()));

    std::vector<std::string> expected { "contact-sheet.png", "kit.sfz" };

    for (const auto& pad : generalMidiKit())
    {
        expected.push_back (pad.name + ".wav");
        CHECK (readSoundFile (kit / (pad.name + ".wav")).sampleRate == 22050);
        CHECK (readRecipe (kit / (pad.name + ".wav")).classes == parseClasses (pad.drumClass));
    }

    std::sort (expected.begin(), expected.end());
    CHECK (filesBelow (kit) == expected);
}

TEST_CASE ("kit --json describes every sound under the name of its file")
{
    const TemporaryFolder folder;
    const auto result = runWithTinyModel ({ "kit", "--json", "--seed", "7", "--out", folder.path.string() });
    CHECK (result.err.empty());
    const auto described = nlohmann::json::parse (result.out);

    CHECK (described.at ("folder") == folder.path.string());
    REQUIRE (described.at ("sounds").size() == 16);

    for (const auto& sound : described.at ("sounds"))
    {
        const fs::path file = sound.at ("file").get<std::string>();
        CAPTURE (file);
        REQUIRE (fs::is_regular_file (file));
        CHECK (recipeFromJson (sound.at ("recipe").dump()) == readRecipe (file));
    }
}

TEST_CASE ("kit refuses to replace any file of its own without --overwrite, before it makes a sound")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "kit.sfz", "a person's work");
    const auto result = runWithTinyModel ({ "kit", "--out", folder.path.string() });

    CHECK (result.exitCode == 1);
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains ("kit.sfz") && Contains ("--overwrite"));
    CHECK (contentOf (folder.path / "kit.sfz") == "a person's work");
    CHECK (filesBelow (folder.path).size() == 1);
}
