#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
namespace fs = std::filesystem;

namespace
{
fs::path kickIn (const TemporaryFolder& folder, Arguments options = {})
{
    options.insert (options.begin(),
                    { "generate", "--class", "kick", "--seed", "3", "--steps", "4", "--out", folder.path.string() });
    REQUIRE (runWithTinyModel (options).exitCode == 0);
    return folder.path;
}
} // namespace

TEST_CASE ("again writes a sound as it was stored, to the byte, whatever its format and rate")
{
    for (const auto* format : { "wav16", "wav24", "wav32f", "flac" })
        for (const auto* rate : { "44100", "48000" })
        {
            CAPTURE (format, rate);
            const TemporaryFolder folder;
            const auto ending = extensionOf (soundFormatFromKey (format));
            const auto file = kickIn (folder, { "--format", format, "--rate", rate }) / ("kick-3" + ending);
            const auto out = folder.path / "again";
            REQUIRE (runWithTinyModel ({ "again", file.string(), "--out", out.string() }).exitCode == 0);
            CHECK (contentOf (out / ("kick-3-again" + ending)) == contentOf (file));
        }
}

TEST_CASE ("again writes another format or rate when it is asked to")
{
    const TemporaryFolder folder;
    const auto file = (kickIn (folder) / "kick-3.wav").string();
    const auto out = folder.path / "again";
    REQUIRE (runWithTinyModel ({ "again", file, "--format", "flac", "--rate", "22050", "--out", out.string() }).exitCode
             == 0);
    const auto form = storedFormOf (out / "kick-3-again.flac");
    CHECK (form.format == SoundFormat::flac);
    CHECK (form.sampleRate == 22050);
}

TEST_CASE ("a recipe can stand for its sound wherever a sound is varied or morphed")
{
    const TemporaryFolder folder;
    const auto sound = kickIn (folder) / "kick-3.wav";
    const auto recipe = folder.path / "kick-3.json";
    std::ofstream (recipe) << readComment (sound);
    const auto made = [&] (const fs::path& from, const std::string& out) {
        const auto result = runWithTinyModel ({ "morph", from.string(), sound.string(), "--count", "3", "--steps", "4",
                                                "--seed", "1", "--out", (folder.path / out).string() });
        CAPTURE (result.err);
        REQUIRE (result.exitCode == 0);
        return readSoundFile (folder.path / out / "kick-3-to-kick-3-1.wav").samples;
    };
    const auto ofSound = made (sound, "sound"), ofRecipe = made (recipe, "recipe");
    REQUIRE (ofSound.size() == ofRecipe.size());
    double largest = 0.0;

    for (std::size_t i = 0; i < ofSound.size(); ++i)
        largest = std::max (largest, std::abs (static_cast<double> (ofSound[i] - ofRecipe[i])));

    CHECK (largest < 1e-3); // the file holds 24 bits and is brought to -1 dBFS on the way in
}
