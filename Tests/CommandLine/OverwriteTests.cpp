#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
/** A file of a person's stands where the command would write: it is refused, and the file stays. */
void checkProtects (const std::string& name, Arguments arguments)
{
    const TemporaryFolder folder;
    const auto kick = (folder.path / "kick.wav").string();
    const auto out = folder.path / "out";
    writeSoundFile (kick, synthesiseDrum (0, 3), SoundFormat::wav24);
    std::filesystem::create_directories (out);
    audiotest::writeBytes (out / name, "a person's work");
    std::replace (arguments.begin(), arguments.end(), std::string ("KICK"), kick);
    arguments.insert (arguments.end(), { "--out", out.string() });
    const auto result = runWithTinyModel (arguments);

    CAPTURE (name, result.err);
    CHECK (result.exitCode == 1);
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains (name) && Contains ("--overwrite"));
    CHECK (contentOf (out / name) == "a person's work");
}
} // namespace

TEST_CASE ("layers replaces none of a person's files without --overwrite")
{
    for (const auto* name : { "kick-1-1.wav", "kick.sfz", "kick-layers.png" })
        checkProtects (name, { "layers", "KICK", "--class", "kick" });
}

TEST_CASE ("--previews replaces none of a person's files without --overwrite")
{
    checkProtects ("kick-1-step-2.wav", { "generate", "--previews", "--steps", "3", "--seed", "1" });
}
