#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace stochastick;
using namespace programtest;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace
{
/** Plain files by nobody, and a folder for what is made of them. */
struct Studio
{
    TemporaryFolder folder;
    const fs::path out = folder.path / "out";

    Studio()
    {
        writeSoundFile (folder.path / "plain.wav", audiotest::sine (90.0, 0.07), SoundFormat::wav24);
        writeSoundFile (folder.path / "silent.wav", { std::vector<float> (2000) }, SoundFormat::wav24);
        audiotest::writeBytes (folder.path / "text.wav", "a good kick\n");
    }

    std::string file (const std::string& name) const { return (folder.path / name).string(); }

    Result make (Arguments arguments) const
    {
        arguments.insert (arguments.end(), { "--out", out.string() });
        return runWithTinyModel (arguments);
    }

    std::vector<float> samplesOf (const std::string& name) const { return readSoundFile (out / name).samples; }
};

/** A sound by the tiny model and what each command makes of it; once for all tests, since a program takes its time to
    start. */
const Studio& gallery()
{
    static const Studio studio;
    static const bool filled = [] {
        const auto make = [] (Arguments arguments) {
            arguments.insert (arguments.end(), { "--format", "flac" });
            const auto result = studio.make (arguments);
            CAPTURE (result.err);
            REQUIRE (result.exitCode == 0);
        };
        const auto kick = (studio.out / "kick-5.flac").string();
        make ({ "generate", "--class", "kick", "--seed", "5" });
        make ({ "vary", kick, "--seed", "3", "--count", "2", "--amount", "0.4" });
        make ({ "morph", kick, studio.file ("plain.wav"), "--to-class", "snare", "--count", "3", "--seed", "1" });
        make (
            { "redo", kick, "--region", "0.02-0.05", "0.08-0.15", "--resamplings", "2", "--fade", "0.002", "--seed", "1" });
        return true;
    }();
    REQUIRE (filled);
    return studio;
}

/** By the tiny model, without the options that a recipe takes the place of. */
Result makeAgain (Arguments arguments)
{
    arguments.insert (arguments.begin(), "again");
    arguments.insert (arguments.end(), { "--threads", "1", "--device", "cpu" });
    return run (arguments);
}

void checkRefused (const Result& result, int exitCode, const std::string& sentence)
{
    CAPTURE (result.err);
    CHECK (result.exitCode == exitCode);
    CHECK (result.out.empty());
    CHECK (isOneSentence (result.err));
    CHECK_THAT (result.err, Contains (sentence));
}

/** A folder in which the program looks for models while this lives. */
class ModelsIn
{
public:
    explicit ModelsIn (const fs::path& folder) { ::setenv ("STOCHASTICK_MODELS", folder.c_str(), 1); }
    ~ModelsIn() { ::unsetenv ("STOCHASTICK_MODELS"); }
    ModelsIn (const ModelsIn&) = delete;
    ModelsIn& operator= (const ModelsIn&) = delete;
};
} // namespace

TEST_CASE ("vary makes different sounds of what the recipe of a sound says, with seeds one apart and the source inside")
{
    const auto& made = gallery();
    CHECK (made.samplesOf ("kick-5-varied-3.flac") != made.samplesOf ("kick-5-varied-4.flac"));
    CHECK (made.samplesOf ("kick-5-varied-3.flac") != made.samplesOf ("kick-5.flac"));

    const auto recipe = readRecipe (made.out / "kick-5-varied-4.flac");
    CHECK (recipe.classes == parseClasses ("kick"));
    CHECK (recipe.seed == 4);
    CHECK (recipe.start.kind == StartKind::variation);
    CHECK (recipe.start.amount == 0.4);
    CHECK (recipe.start.sources.size() == 1);
}

TEST_CASE ("vary turns a plain sound into the class that is named, by the method that is named")
{
    const Studio studio;
    const auto made = studio.make ({ "vary", studio.file ("plain.wav"), "--class", "snare", "--seed", "2", "--method",
                                     "encoded-variation", "--sampler", "ddim", "--eta", "0.2" });
    CHECK (made.exitCode == 0);
    const auto recipe = readRecipe (studio.out / "plain-varied-2.wav");
    CHECK (recipe.classes == parseClasses ("snare"));
    CHECK (recipe.start.kind == StartKind::encodedVariation);
    checkRefused (studio.make ({ "vary", studio.file ("plain.wav"), "--class", "kick", "--method", "interpolation" }), 2,
                  "not \"interpolation\"");
}

TEST_CASE ("vary encodes a sound as what its recipe says, and gives each variation fresh noise of its own")
{
    const Studio studio;
    const auto kick = (gallery().out / "kick-5.flac").string();
    const auto made =
        studio.make ({ "vary", kick, "--class", "snare", "--seed", "1", "--count", "2", "--method", "encoded-variation" });
    CAPTURE (made.err);
    REQUIRE (made.exitCode == 0);
    const auto recipe = readRecipe (studio.out / "kick-5-varied-1.wav");
    CHECK (recipe.classes == parseClasses ("snare"));
    CHECK (recipe.start.sources.at (0).classes == parseClasses ("kick"));
    CHECK (studio.samplesOf ("kick-5-varied-1.wav") != studio.samplesOf ("kick-5-varied-2.wav"));
}

TEST_CASE ("a variation is as long as a sound that is longer than the model's")
{
    const Studio studio;
    writeSoundFile (studio.folder.path / "long.wav", audiotest::sine (90.0, 0.3), SoundFormat::wav24);
    const auto made = studio.make ({ "vary", studio.file ("long.wav"), "--class", "kick", "--seed", "2" });
    CHECK (made.exitCode == 0);
    CHECK (studio.samplesOf ("long-varied-2.wav").size() == Approx (0.3 * 44100.0).margin (test::tinyModelLengthStep));
}

TEST_CASE ("morph makes the sounds from one to the other, with classes that mix as they do")
{
    const auto& made = gallery();
    const std::vector<std::string> classes { "kick", "kick:0.5,snare:0.5", "snare" };

    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto name = "kick-5-to-plain-" + std::to_string (i + 1) + ".flac";
        CHECK (readRecipe (made.out / name).classes == parseClasses (classes[i]));
        CHECK (readRecipe (made.out / name).start.amount == static_cast<double> (i) / 2.0);
        CHECK ((i == 0 || made.samplesOf (name) != made.samplesOf ("kick-5-to-plain-1.flac")));
    }
}

TEST_CASE ("morph with a stochastic sampler is refused in a sentence, and nothing is left behind")
{
    const Studio studio;
    const auto plain = studio.file ("plain.wav");
    checkRefused (
        studio.make ({ "morph", plain, plain, "--class", "kick", "--to-class", "snare", "--sampler", "ancestral" }), 2,
        "cannot be encoded");
    CHECK_FALSE (fs::exists (studio.out));
}

TEST_CASE ("redo keeps a sound outside its regions to the bit, and extends it beyond its end")
{
    const auto& made = gallery();
    const auto before = made.samplesOf ("kick-5.flac"), after = made.samplesOf ("kick-5-redone-1.flac");
    REQUIRE (after.size() >= 6615);
    CHECK (std::equal (before.begin(), before.begin() + 882, after.begin()));
    CHECK (std::equal (before.begin() + 2206, before.begin() + 3528, after.begin() + 2206));
    CHECK_FALSE (std::equal (before.begin() + 900, before.begin() + 2200, after.begin() + 900));
    CHECK (std::any_of (after.begin() + 4500, after.begin() + 6000, [] (float x) { return std::abs (x) > 1e-3f; }));

    const auto recipe = readRecipe (made.out / "kick-5-redone-1.flac");
    const bool sameRegions = recipe.regions == std::vector<Region> { { 0.02, 0.05, 0.002 }, { 0.08, 0.15, 0.002 } };
    CHECK (sameRegions);
    CHECK (recipe.resamplings == 2);
}

TEST_CASE ("redo keeps a plain sound outside its region to the bit")
{
    const Studio studio;
    const auto made =
        studio.make ({ "redo", studio.file ("plain.wav"), "--class", "kick", "--region", "0.02-0.05", "--seed", "1" });
    REQUIRE (made.exitCode == 0);
    const auto before = readSoundFile (studio.file ("plain.wav")).samples, after = studio.samplesOf ("plain-redone-1.wav");
    CHECK (std::equal (before.begin(), before.begin() + 882, after.begin()));
    CHECK (std::equal (before.begin() + 2206, before.end(), after.begin() + 2206));
    CHECK_FALSE (std::equal (before.begin() + 900, before.begin() + 2200, after.begin() + 900));
}

TEST_CASE ("a region that cannot be read is refused with the form of one, and one without an end in a sentence")
{
    const Studio studio;

    for (const auto& [region, sentence] :
         { std::pair { "0.4-0.05", "like 0.05-0.4" }, { "0.1-0.2s", "like 0.05-0.4" }, { "0.1-inf", "region" } })
    {
        CAPTURE (region);
        checkRefused (studio.make ({ "redo", studio.file ("plain.wav"), "--class", "kick", "--region", region }), 2,
                      sentence);
    }

    CHECK_FALSE (fs::exists (studio.out));
}

TEST_CASE ("a plain sound without --class is refused with a sentence that names it")
{
    const Studio studio;
    const auto plain = studio.file ("plain.wav");
    checkRefused (studio.make ({ "vary", plain }), 2, "--class");
    checkRefused (studio.make ({ "morph", plain, plain }), 2, "--class");
    checkRefused (studio.make ({ "redo", plain, "--region", "0.02-0.05" }), 2, "--class");
    CHECK_FALSE (fs::exists (studio.out));
}

TEST_CASE ("a silent file and one that is no sound are refused in a sentence by the commands that take a source")
{
    const Studio studio;
    const auto plain = studio.file ("plain.wav"), silent = studio.file ("silent.wav"), text = studio.file ("text.wav");
    checkRefused (studio.make ({ "vary", silent, "--class", "kick" }), 1, "silent.wav\" is silent");
    checkRefused (studio.make ({ "redo", silent, "--class", "kick", "--region", "0.01-0.02" }), 1, "is silent");
    checkRefused (studio.make ({ "morph", plain, text, "--class", "kick", "--to-class", "kick" }), 1,
                  "not a WAV, AIFF or FLAC");
    CHECK_FALSE (fs::exists (studio.out));
}

TEST_CASE ("again makes the samples of every kind of sound once more, with the model that its recipe names")
{
    const Studio studio;
    const ModelsIn models (test::tinyModel().parent_path());
    const auto& made = gallery();
    const auto names = filesBelow (made.out);
    REQUIRE (names.size() == 7);
    Arguments arguments { "--out", studio.out.string(), "--format", "flac" };

    for (const auto& name : names)
        arguments.push_back ((made.out / name).string());

    const auto result = makeAgain (arguments);
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);

    for (const auto& name : names)
    {
        CAPTURE (name);
        const auto again = fs::path (name).stem().string() + "-again.flac";
        CHECK (studio.samplesOf (again) == made.samplesOf (name));
        const bool sameRecipe = readRecipe (studio.out / again) == readRecipe (made.out / name);
        CHECK (sameRecipe);
    }
}

TEST_CASE ("again tells sounds of one name apart, and makes each with the model of its recipe")
{
    const Studio studio;
    const ModelsIn models (studio.folder.path / "models");
    test::writeTinyModel (studio.folder.path / "models" / "one", 1);
    test::writeTinyModel (studio.folder.path / "models" / "two", 2);
    Arguments arguments { "--out", studio.out.string() };

    for (const std::string model : { "one", "two" })
    {
        const auto folder = studio.folder.path / ("by-" + model);
        REQUIRE (run ({ "generate", "--class", "kick", "--seed", "7", "--model", model, "--device", "cpu", "--threads", "1",
                        "--out", folder.string() })
                     .exitCode
                 == 0);
        arguments.push_back ((folder / "kick-7.wav").string());
    }

    const auto result = makeAgain (arguments);
    CAPTURE (result.err);
    REQUIRE (result.exitCode == 0);
    CHECK_THAT (result.err, ! Contains ("other weights"));
    CHECK (studio.samplesOf ("kick-7-again.wav") == readSoundFile (arguments[2]).samples);
    CHECK (studio.samplesOf ("kick-7-again-2.wav") == readSoundFile (arguments[3]).samples);

    arguments.push_back ("--json");
    checkRefused (makeAgain (arguments), 2, "one at a time");
}

TEST_CASE ("again takes no options of the recipe and refuses a sound without one")
{
    const Studio studio;
    const auto model = test::tinyModel().string(), plain = studio.file ("plain.wav");
    CHECK (makeAgain ({ plain, "--steps", "3", "--model", model, "--out", studio.out.string() }).exitCode == 2);
    checkRefused (makeAgain ({ plain, "--model", model, "--out", studio.out.string() }), 1, "no recipe in");
    CHECK_FALSE (fs::exists (studio.out));
}
