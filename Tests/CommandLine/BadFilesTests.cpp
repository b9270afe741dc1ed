// What is wrong with a file is said in one sentence, with exit code 1, and nothing is left behind.

#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using audiotest::writeBytes;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
void checkFailed (const Result& result, const std::string& sentence)
{
    CAPTURE (sentence, result.err);
    CHECK (result.exitCode == 1);
    CHECK (result.out.empty());
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains (sentence));
}

std::string goodWeights()
{
    return contentOf (test::tinyModel() / "weights.safetensors");
}

/** A safetensors file of one float32 number. */
std::string foreignWeights()
{
    const std::string header = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    std::string bytes (8, '\0');
    bytes[0] = static_cast<char> (header.size());
    bytes += header;
    bytes.append (4, '\0');
    return bytes;
}

/** The last number of the good weights is not a number. */
std::string weightsWithNan()
{
    auto bytes = goodWeights();
    bytes.replace (bytes.size() - 2, 2, { '\x00', '\x7e' });
    return bytes;
}

std::string goodSound (const fs::path& folder)
{
    writeSoundFile (folder / "good.wav", audiotest::noise (1000), SoundFormat::wav32f);
    const auto bytes = contentOf (folder / "good.wav");
    fs::remove (folder / "good.wav");
    return bytes;
}

std::string soundWithNan (const fs::path& folder)
{
    auto bytes = goodSound (folder);
    bytes.replace (bytes.find ("data") + 8 + 400, 4, { '\x00', '\x00', '\xc0', '\x7f' });
    return bytes;
}
} // namespace

TEST_CASE ("a model that cannot be used is refused by generate, and no sound is left behind")
{
    const std::vector<std::pair<std::string, std::string>> models {
        { "a good kick\n", "does not begin with a safetensors header" },
        { "", "is not a usable model" },
        { goodWeights().substr (0, goodWeights().size() / 2), "cut short" },
        { std::string (goodWeights()).replace (40, 20, 20, '\xff'), "header is not valid JSON" },
        { foreignWeights(), "another program" },
        { weightsWithNan(), "not a finite number" },
    };

    for (const auto& [bytes, sentence] : models)
    {
        const TemporaryFolder folder;
        writeBytes (folder.path / "model.safetensors", bytes);
        const auto result = runWithTinyModel ({ "generate", "--model", (folder.path / "model.safetensors").string(), "--out",
                                                (folder.path / "out").string() });
        checkFailed (result, sentence);
        CHECK_THAT (result.err, Contains ("model.safetensors"));
        CHECK (filesBelow (folder.path).size() == 1);
    }
}

TEST_CASE ("a model that is nowhere is refused with the places that were looked at")
{
    const TemporaryFolder folder;
    checkFailed (runWithTinyModel (
                     { "generate", "--model", (folder.path / "none").string(), "--out", (folder.path / "out").string() }),
                 "There is no model");
    CHECK (filesBelow (folder.path).empty());
}

TEST_CASE ("a sound file that cannot be used is refused by info, plot and again, and nothing is left behind")
{
    const TemporaryFolder folder;
    const auto file = [&] (const std::string& name) { return (folder.path / "in" / name).string(); };
    fs::create_directories (folder.path / "in");
    writeBytes (file ("text.wav"), "a good kick\n");
    writeBytes (file ("empty.wav"), "");
    writeBytes (file ("short.wav"), goodSound (folder.path).substr (0, 2000));
    writeBytes (file ("nan.wav"), soundWithNan (folder.path));
    const auto out = (folder.path / "out").string();

    const std::vector<std::pair<std::string, std::string>> sounds { { "text.wav", "not a WAV, AIFF or FLAC" },
                                                                    { "empty.wav", "empty" },
                                                                    { "short.wav", "cut short" },
                                                                    { "nan.wav", "not finite" },
                                                                    { "none.wav", "no such file" } };

    for (const auto& [name, sentence] : sounds)
        checkFailed (run ({ "info", file (name) }), sentence);

    checkFailed (run ({ "plot", file ("nan.wav"), "--out", out + ".png" }), "not finite");
    checkFailed (run ({ "plot", file ("short.wav"), file ("text.wav"), "--out", out + ".png" }), "short.wav");
    checkFailed (runWithTinyModel ({ "again", file ("text.wav"), "--out", out }), "not a WAV, AIFF or FLAC");
    checkFailed (runWithTinyModel ({ "again", file ("nan.wav"), "--out", out }), "no recipe in");

    CHECK (filesBelow (folder.path)
           == std::vector<std::string> { "in/empty.wav", "in/nan.wav", "in/short.wav", "in/text.wav" });
}

TEST_CASE ("a folder that cannot be written to is refused")
{
    const TemporaryFolder folder;
    writeBytes (folder.path / "file", "x");

    checkFailed (runWithTinyModel ({ "generate", "--out", (folder.path / "file" / "sounds").string() }),
                 "Cannot create the folder");
    checkFailed (runWithTinyModel ({ "generate", "--out", "/proc/sounds" }), "Cannot create the folder \"/proc/sounds\"");
    checkFailed (runWithTinyModel ({ "generate", "--seed", "1", "--out", "/proc" }), "Cannot write \"/proc/kick-1.wav\"");
    CHECK (filesBelow (folder.path) == std::vector<std::string> { "file" });
}

TEST_CASE ("a picture for a folder that is not there is refused")
{
    const TemporaryFolder folder;
    writeBytes (folder.path / "a.wav", goodSound (folder.path));
    checkFailed (run ({ "plot", (folder.path / "a.wav").string(), "--out", (folder.path / "none" / "a.png").string() }),
                 "does not exist");
    CHECK (filesBelow (folder.path).size() == 1);
}

TEST_CASE ("a full disk is noticed by every command that writes, and no half file is left behind")
{
    const TemporaryFolder folder;
    writeBytes (folder.path / "a.wav", goodSound (folder.path));
    const auto out = (folder.path / "out").string();
    Settings fullDisk;
    fullDisk.largestFileBytes = 1500;

    for (const std::string format : { "wav24", "flac" })
        checkFailed (runWithTinyModel ({ "generate", "--format", format, "--out", out }, fullDisk), "Cannot write");

    checkFailed (runWithTinyModel ({ "kit", "--out", out }, fullDisk), "Cannot write");
    checkFailed (run ({ "plot", (folder.path / "a.wav").string(), "--out", out + ".png" }, fullDisk), "Cannot write");
    CHECK (filesBelow (folder.path) == std::vector<std::string> { "a.wav" });
}

TEST_CASE ("a full disk leaves the file that --overwrite would have replaced as it was")
{
    const TemporaryFolder folder;
    writeBytes (folder.path / "kick-1.wav", "a person's work");
    Settings fullDisk;
    fullDisk.largestFileBytes = 1500;
    checkFailed (runWithTinyModel ({ "generate", "--seed", "1", "--overwrite", "--out", folder.path.string() }, fullDisk),
                 "kick-1.wav");
    CHECK (contentOf (folder.path / "kick-1.wav") == "a person's work");
    CHECK (filesBelow (folder.path).size() == 1);
}
