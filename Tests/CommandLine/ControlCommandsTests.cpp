#include "Audio/AudioTestTools.h"
#include "Audio/Features.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"
#include "Training/DrumSynthesis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** A plain kick by nobody and what the program makes of it with the tiny model. */
struct Workshop
{
    TemporaryFolder folder;
    const std::string kick = (folder.path / "kick.wav").string();
    const fs::path out = folder.path / "out";

    Workshop() { writeSoundFile (kick, synthesiseDrum (0, 3), SoundFormat::wav24); }

    Result make (Arguments arguments) const
    {
        arguments.insert (arguments.end(), { "--out", out.string() });
        return runWithTinyModel (arguments);
    }

    /** Refused as wrong usage, in one sentence, with nothing written. */
    void checkRefused (const Arguments& arguments, const std::string& words) const
    {
        const auto result = make (arguments);
        CAPTURE (result.err);
        CHECK (result.exitCode == 2);
        CHECK (isOneSentence (result.err));
        CHECK_THAT (result.err, Contains (words));
        CHECK_FALSE (fs::exists (out));
    }

    std::vector<float> samplesOf (const std::string& name) const { return readSoundFile (out / name).samples; }
};
} // namespace

TEST_CASE ("vary --keep attack,lows leaves the attack to the bit and says so in the recipe")
{
    const Workshop shop;
    const auto result =
        shop.make ({ "vary", shop.kick, "--class", "kick", "--keep", "attack,lows", "--lows", "120", "--seed", "1" });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    const auto recipe = readRecipe (shop.out / "kick-varied-1.wav");
    CHECK (recipe.keepBelowHz == 120.0);
    REQUIRE (recipe.regions.size() == 1);

    const auto made = shop.samplesOf ("kick-varied-1.wav");
    const auto& source = recipe.start.sources.at (0).samples;
    const auto attack = static_cast<std::size_t> (recipe.regions[0].from * 44100.0);
    REQUIRE (attack > 500);
    CHECK (std::equal (source.begin(), source.begin() + static_cast<std::ptrdiff_t> (attack), made.begin()));
    CHECK (made[attack + 2000] != source[attack + 2000]);
}

TEST_CASE ("parts and forms that do not exist are refused with the ones that do")
{
    const Workshop shop;
    shop.checkRefused ({ "vary", shop.kick, "--class", "kick", "--keep", "attak" }, "attack");
    shop.checkRefused ({ "vary", shop.kick, "--class", "kick", "--keep", "attack,body,tail" }, "nothing is left to change");
    shop.checkRefused ({ "generate", "--classifier-form", "nois" }, "noise");
    shop.checkRefused ({ "redo", shop.kick, "--class", "kick", "--region", "0.1-0.2", "--fill", "replace" }, "replacement");
    shop.checkRefused ({ "redo", shop.kick, "--class", "kick" }, "--region 0.05-0.4");
    shop.checkRefused ({ "redo", shop.kick, "--class", "kick", "--region", "0.1-inf" }, "0.05-0.4");
    shop.checkRefused ({ "redo", shop.kick, "--class", "kick", "--region-samples", "9-x" }, "2205-17640");
}

TEST_CASE ("what a model cannot be told, and a classifier that is not there, are refused with a remedy")
{
    const Workshop shop;
    shop.checkRefused ({ "generate", "--brightness", "900" }, "brightness");
    shop.checkRefused ({ "generate", "--decay", "-1" }, "decay");
    shop.checkRefused ({ "generate", "--classifier-guidance", "1" }, "train-classifier");
    shop.checkRefused ({ "generate", "--classifier-guidance", "21" }, "between 0 and 20");
}

TEST_CASE ("--region-samples is --region in samples")
{
    const Workshop shop;
    REQUIRE (shop.make ({ "redo", shop.kick, "--class", "kick", "--region-samples", "2205-8820", "--seed", "1" }).exitCode
             == 0);
    const auto inSamples = contentOf (shop.out / "kick-redone-1.wav");
    REQUIRE (
        shop.make ({ "redo", shop.kick, "--class", "kick", "--region", "0.05-0.2", "--seed", "1", "--overwrite" }).exitCode
        == 0);
    CHECK (contentOf (shop.out / "kick-redone-1.wav") == inSamples);
}

TEST_CASE ("reconstruction fills a region, leaves the rest to the bit, and can be made again")
{
    const Workshop shop;
    const auto result = shop.make (
        { "redo", shop.kick, "--class", "kick", "--region", "0.05-0.2", "--fill", "reconstruction", "--seed", "2" });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    const auto recipe = readRecipe (shop.out / "kick-redone-2.wav");
    CHECK (recipe.fill == FillMethod::reconstruction);
    const auto made = shop.samplesOf ("kick-redone-2.wav");
    const auto& source = recipe.start.sources.at (0).samples;
    CHECK (std::equal (made.begin(), made.begin() + 2200, source.begin()));
    CHECK_FALSE (std::equal (made.begin() + 3000, made.begin() + 8000, source.begin() + 3000));

    REQUIRE (shop.make ({ "again", (shop.out / "kick-redone-2.wav").string() }).exitCode == 0);
    CHECK (contentOf (shop.out / "kick-redone-2-again.wav") == contentOf (shop.out / "kick-redone-2.wav"));
}

TEST_CASE ("breed makes different children of two sounds, each of which can be made again")
{
    const Workshop shop;
    const auto result = shop.make ({ "breed", shop.kick, shop.kick, "--class", "kick", "--to-class", "tom", "--count", "2",
                                     "--seed", "5", "--steps", "4" });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    const auto first = shop.out / "kick-and-kick-5.wav", second = shop.out / "kick-and-kick-6.wav";
    CHECK (contentOf (first) != contentOf (second));
    const auto recipe = readRecipe (first);
    CHECK (recipe.start.fresh == 0.25);
    CHECK (recipe.classes.at ("tom") == Approx (recipe.start.amount));
    REQUIRE (shop.make ({ "again", first.string() }).exitCode == 0);
    CHECK (contentOf (shop.out / "kick-and-kick-5-again.wav") == contentOf (first));
}

TEST_CASE ("layers writes an instrument whose files rise in level and brightness with velocity")
{
    const Workshop shop;
    const auto result =
        shop.make ({ "layers", shop.kick, "--class", "kick", "--layers", "3", "--round-robins", "2", "--seed", "1" });
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK (filesBelow (shop.out).size() == 8); // six sounds, the SFZ and the contact sheet
    const auto sfz = contentOf (shop.out / "kick.sfz");
    double brightness = 0.0, peak = -100.0;

    for (int layer = 1; layer <= 3; ++layer)
        for (int robin = 1; robin <= 2; ++robin)
        {
            const auto name = "kick-" + std::to_string (layer) + '-' + std::to_string (robin) + ".wav";
            CAPTURE (name);
            CHECK_THAT (sfz, Contains (name));
            const auto features = measure (readSoundFile (shop.out / name));
            CHECK (features.brightnessHz >= brightness);
            CHECK (features.peakDb >= peak - 0.001);
            brightness = features.brightnessHz;
            peak = features.peakDb;
        }

    CHECK (peak == Approx (-1.0).margin (0.01));
    shop.make ({ "again", (shop.out / "kick-1-2.wav").string() });
    CHECK (contentOf (shop.out / "kick-1-2-again.wav") == contentOf (shop.out / "kick-1-2.wav"));
}

TEST_CASE ("layers refuses numbers out of range")
{
    const Workshop shop;
    shop.checkRefused ({ "layers", shop.kick, "--class", "kick", "--layers", "17" }, "between 1 and 16");
    shop.checkRefused ({ "layers", shop.kick, "--class", "kick", "--key", "128" }, "between 0 and 127");
}

TEST_CASE ("the sounds of a kit are as loud as each other, and each can be made again")
{
    const Workshop shop;
    REQUIRE (shop.make ({ "kit", "--seed", "4", "--family", "1" }).exitCode == 0);
    double lowest = 0.0, highest = -200.0;

    for (const auto& name : filesBelow (shop.out))
        if (name.ends_with (".wav"))
        {
            const auto loudness = measure (readSoundFile (shop.out / name)).loudnessDb;
            lowest = std::min (lowest, loudness);
            highest = std::max (highest, loudness);
        }

    CHECK (highest - lowest < 0.2);
    const auto snare = shop.out / "38-snare.wav";
    CHECK (readRecipe (snare).family == Family { 4, 1.0 });
    shop.make ({ "again", snare.string() });
    CHECK (contentOf (shop.out / "38-snare-again.wav") == contentOf (snare));
}

TEST_CASE ("--within chooses steps and sampler, says so, and does not mix with them")
{
    const Workshop shop;
    const auto arguments = [&] (const std::string& time) {
        return Arguments { "generate",
                           "--within",
                           time,
                           "--seed",
                           "1",
                           "--threads",
                           "1",
                           "--device",
                           "cpu",
                           "--model",
                           test::tinyModel().string(),
                           "--overwrite",
                           "--out",
                           shop.out.string() };
    };
    const auto ample = run (arguments ("20s")), short_ = run (arguments ("0.1ms"));
    CAPTURE (ample.err, short_.err);
    CHECK (ample.exitCode == 0);
    CHECK_THAT (ample.err,
                Contains ("50 steps of dpmpp-3m-damped on audible levels, 50 network calls") && Contains ("It took"));
    CHECK (short_.exitCode == 0);
    CHECK_THAT (short_.err, Contains ("4 steps of dpmpp-2m") && Contains ("it takes longer"));
    CHECK (readRecipe (shop.out / "kick-1.wav").steps == 4);

    const auto bad = run (arguments ("soon"));
    CHECK (bad.exitCode == 2);
    CHECK_THAT (bad.err, Contains ("2s or 500ms"));
}

TEST_CASE ("--previews writes the sound as it was after each step, the last of which is the sound")
{
    const Workshop shop;
    REQUIRE (shop.make ({ "generate", "--previews", "--steps", "3", "--seed", "1" }).exitCode == 0);
    CHECK (filesBelow (shop.out)
           == std::vector<std::string> { "kick-1-step-1.wav", "kick-1-step-2.wav", "kick-1-step-3.wav", "kick-1.wav" });
    CHECK (shop.samplesOf ("kick-1-step-3.wav") == shop.samplesOf ("kick-1.wav"));
    CHECK (shop.samplesOf ("kick-1-step-1.wav") != shop.samplesOf ("kick-1.wav"));
}

TEST_CASE ("--stop-after takes the sound as it is, and the recipe makes just that one again")
{
    const Workshop shop;
    REQUIRE (shop.make ({ "generate", "--stop-after", "2", "--steps", "6", "--seed", "1" }).exitCode == 0);
    CHECK (readRecipe (shop.out / "kick-1.wav").stopAfter == 2);
    REQUIRE (shop.make ({ "again", (shop.out / "kick-1.wav").string() }).exitCode == 0);
    CHECK (contentOf (shop.out / "kick-1-again.wav") == contentOf (shop.out / "kick-1.wav"));
    REQUIRE (shop.make ({ "generate", "--steps", "6", "--seed", "1", "--overwrite" }).exitCode == 0);
    CHECK (contentOf (shop.out / "kick-1-again.wav") != contentOf (shop.out / "kick-1.wav"));
}

TEST_CASE ("train-classifier leaves a classifier that guides, and goes on when run again")
{
    const Workshop shop;
    const auto model = shop.folder.path / "model", data = shop.folder.path / "data", runFolder = shop.folder.path / "run";
    test::writeTinyModel (model);

    for (const auto* drumClass : { "kick", "snare" })
    {
        fs::create_directories (data / drumClass);
        writeSoundFile (data / drumClass / "one.wav", synthesiseDrum (drumClass[0] == 'k' ? 0 : 1, 1), SoundFormat::wav16);
    }

    const auto train = [&] (const std::string& minutes) {
        return run ({ "train-classifier", "--data", data.string(), "--model", model.string(), "--out", runFolder.string(),
                      "--minutes", minutes, "--batch", "2", "--threads", "1", "--device", "cpu", "--procedural", "0" });
    };
    const auto first = train ("0.01");
    CAPTURE (first.err);
    REQUIRE (first.exitCode == 0);
    CHECK_THAT (first.err, Contains ("checkpoint written") && Contains ("classifier.safetensors"));
    CHECK_THAT (train ("0.02").err, Contains ("Continuing the run"));

    fs::copy_file (runFolder / "classifier.safetensors", model / "classifier.safetensors");
    const auto guide = [&] (const std::string& scale) {
        const auto result = shop.make (
            { "generate", "--model", model.string(), "--classifier-guidance", scale, "--seed", "1", "--overwrite" });
        CAPTURE (result.err);
        REQUIRE (result.exitCode == 0);
        return shop.samplesOf ("kick-1.wav");
    };
    CHECK (guide ("0") != guide ("5"));
}
