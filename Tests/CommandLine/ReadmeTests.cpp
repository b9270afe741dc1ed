#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/CrashModel.h"
#include "Network/CrashClassifier.h"
#include "Network/CrashTestTools.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <regex>

using namespace stochastick;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
namespace fs = std::filesystem;

namespace
{
/** The lines of the README that begin with the program's name. */
std::vector<std::string> examples()
{
    std::vector<std::string> found;

    for (const auto& line : programtest::linesOf (contentOf (STOCHASTICK_README)))
        if (line.rfind ("stochastick ", 0) == 0)
            found.push_back (line);

    return found;
}

/** An hour of training and hundreds of sounds are shortened; all else stays as a person would type it. */
std::string shortened (std::string line)
{
    line = line.substr (0, line.find (" #"));
    line = std::regex_replace (line, std::regex ("--minutes \\d+"), "--minutes 0.02 --batch 2");
    line = std::regex_replace (line, std::regex ("train --from"), "train --judge 2 --from");
    line = std::regex_replace (line, std::regex ("stochastick train --from"), "stochastick train --judge 2 --from");

    if (line.find ("my-crash") != std::string::npos) // half a second a step
        line = std::regex_replace (line, std::regex ("--steps \\d+"), "--steps 2");

    return std::regex_replace (line, std::regex ("stochastick evaluate"), "stochastick evaluate --per-class 2 --steps 4");
}

/** my-drums/ with ten procedural drums of each class, under names that stand for different takes. */
void writeDrums (const fs::path& folder)
{
    for (std::size_t c = 0; c < drumClasses().size(); ++c)
        for (int i = 0; i < 10; ++i)
        {
            fs::create_directories (folder / drumClasses()[c]);
            const std::string name { static_cast<char> ('a' + i), static_cast<char> ('k' + c) };
            writeSoundFile (folder / drumClasses()[c] / (name + ".wav"),
                            synthesiseDrum (static_cast<int> (c), 50u + static_cast<unsigned> (i)), SoundFormat::wav16);
        }
}

/** my-kicks/ with sixteen kicks, numbered as people do. */
void writeKicks (const fs::path& folder)
{
    fs::create_directories (folder);

    for (int i = 1; i <= 16; ++i)
        writeSoundFile (folder / ("Kick " + std::to_string (i) + ".wav"), synthesiseDrum (0, static_cast<std::uint64_t> (i)),
                        SoundFormat::wav16);
}

/** What CRASH's authors publish, with other weights. */
void writeCheckpoints (const fs::path& folder)
{
    test::writeCrashCheckpoint (folder / "weights_vp.pt", *crashtest::referenceUnet());
    test::writeStateDict (folder / "weights_classifier_v2.pt", CrashClassifier()->named_parameters());
}
} // namespace

TEST_CASE ("every example of the README runs, in its order, with the shipped model")
{
    const TemporaryFolder folder;
    writeDrums (folder.path / "my-drums");
    writeKicks (folder.path / "my-kicks");
    writeCheckpoints (folder.path);
    fs::create_directory_symlink (STOCHASTICK_MODELS_FOLDER, folder.path / "Models");
    const auto program = fs::path (STOCHASTICK_PROGRAM).parent_path().string();
    const auto lines = examples();
    REQUIRE (lines.size() >= 15);

    for (const auto& line : lines)
    {
        const auto command = "unset XDG_DATA_HOME; cd '" + folder.path.string() + "' && HOME=$PWD PATH='" + program
                             + "':$PATH && " + shortened (line) + " > out.txt 2> err.txt";
        CAPTURE (line, command);
        const auto status = std::system (command.c_str());
        CAPTURE (contentOf (folder.path / "err.txt"));
        CHECK (status == 0);
    }

    for (const auto* made : { "kicks/kick-14.wav", "snares/snare-3.wav", "kit-21/kit.sfz", "morph/kick-7-to-kick-9-5.wav",
                              "snare-kit/snare-3.sfz", "kick.png", ".local/share/Stochastick/Models/my-kicks/CARD.md",
                              "judged/evaluation.md", "my-crash/weights.safetensors", "crash/any-1.wav",
                              "crash/kick-snare-2.wav", "crash/any-3.wav", "runs/crash/weights.safetensors" })
    {
        CAPTURE (made);
        CHECK (fs::exists (folder.path / made));
    }
}
