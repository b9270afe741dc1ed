#include "Audio/AudioTestTools.h"
#include "Audio/SoundFile.h"
#include "CommandLine/Program.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"
#include "Engine/Sound.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sndfile.h>

using namespace stochastick;
using namespace programtest;
using audiotest::contentOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

namespace
{
using Names = std::vector<std::string>;

/** libsndfile's constant for the sample type of a file. */
int sampleTypeOf (const fs::path& file)
{
    SF_INFO info {};
    auto* const sound = sf_open (file.c_str(), SFM_READ, &info);
    REQUIRE (sound != nullptr);
    sf_close (sound);
    return info.format & SF_FORMAT_SUBMASK;
}
} // namespace

TEST_CASE ("generate writes as many sounds as asked for, named for class and seed, with their recipes inside")
{
    const TemporaryFolder folder;
    const auto result = runWithTinyModel ({ "generate", "--class", "snare", "--count", "3", "--seed", "5", "--sampler",
                                            "heun-edm", "--out", (folder.path / "new" / "sounds").string() });
    CAPTURE (result.err);
    CHECK (result.exitCode == 0);
    CHECK (filesBelow (folder.path / "new" / "sounds") == Names { "snare-5.wav", "snare-6.wav", "snare-7.wav" });

    for (std::uint64_t seed = 5; seed < 8; ++seed)
    {
        const auto file = folder.path / "new" / "sounds" / ("snare-" + std::to_string (seed) + ".wav");
        const auto recipe = readRecipe (file);
        CHECK (recipe.seed == seed);
        CHECK (recipe.classes == parseClasses ("snare"));
        CHECK (recipe.sampler == SamplerKind::heunEdm);
        CHECK (recipe.steps == 2);
        CHECK (recipe.model == "tiny");
        CHECK (readSoundFile (file).samples.size() == test::tinyModelLength);
        CHECK (sampleTypeOf (file) == SF_FORMAT_PCM_24);
    }
}

TEST_CASE ("generate names its files on standard error, line by line, and without a terminal draws no progress")
{
    const TemporaryFolder folder;
    const auto result = runWithTinyModel ({ "generate", "--count", "2", "--seed", "1", "--out", folder.path.string() });

    CHECK (result.out.empty());
    CHECK (linesOf (result.err) == Names { (folder.path / "kick-1.wav").string(), (folder.path / "kick-2.wav").string() });
}

TEST_CASE ("the same seed gives a byte-identical file, whatever else is made in the run")
{
    const TemporaryFolder folder;

    for (const auto& [out, seed, count] : { std::tuple { "a", "8", "2" }, { "b", "9", "1" } })
        REQUIRE (runWithTinyModel ({ "generate", "--seed", seed, "--count", count, "--out", (folder.path / out).string() })
                     .exitCode
                 == 0);

    CHECK (contentOf (folder.path / "a" / "kick-9.wav") == contentOf (folder.path / "b" / "kick-9.wav"));
    CHECK (contentOf (folder.path / "a" / "kick-9.wav") != contentOf (folder.path / "a" / "kick-8.wav"));
}

TEST_CASE ("again makes the sound of an exported file once more, byte for byte, in every format")
{
    const TemporaryFolder folder;
    const std::vector<std::pair<std::string, int>> formats { { "wav16", SF_FORMAT_PCM_16 },
                                                             { "wav32f", SF_FORMAT_FLOAT },
                                                             { "flac", SF_FORMAT_PCM_24 } };

    for (const auto& [format, sampleType] : formats)
    {
        CAPTURE (format);
        const auto out = folder.path / format;
        const auto ending = extensionOf (soundFormatFromKey (format));
        const auto name = "kick-tom-3" + ending;
        const auto first =
            runWithTinyModel ({ "generate", "--class", "kick:0.7,tom:0.3", "--seed", "3", "--guidance", "1.5", "--length",
                                "0.2", "--format", format, "--rate", "48000", "--out", out.string() });
        REQUIRE (first.exitCode == 0);
        const auto again = runWithTinyModel (
            { "again", (out / name).string(), "--format", format, "--rate", "48000", "--out", (out / "again").string() });
        CAPTURE (again.err);
        REQUIRE (again.exitCode == 0);
        CHECK (contentOf (out / "again" / ("kick-tom-3-again" + ending)) == contentOf (out / name));
        CHECK (linesOf (again.err).size() == 1);
        CHECK (sampleTypeOf (out / name) == sampleType);
        CHECK (readSoundFile (out / name).sampleRate == 48000);
        CHECK (readSoundFile (out / name).seconds() == Approx (0.2).margin (0.002));
    }
}

TEST_CASE ("a recipe made by other weights is announced and made with the ones at hand")
{
    const TemporaryFolder folder;
    test::writeTinyModel (folder.path / "other", 2);
    Recipe recipe;
    recipe.steps = 2;
    recipe.weightHash = "0123456789abcdef";
    audiotest::writeBytes (folder.path / "recipe.json", toJson (recipe));
    const auto result = runWithTinyModel ({ "again", (folder.path / "recipe.json").string(), "--model",
                                            (folder.path / "other").string(), "--out", (folder.path / "out").string() });

    CHECK (result.exitCode == 0);
    CHECK_THAT (result.err, Contains ("made by other weights") && Contains ("0123456789abcdef"));
    CHECK (readRecipe (folder.path / "out" / "recipe-again.wav").model == "other");
}

TEST_CASE ("--json describes on standard output what was made, and nothing else is said")
{
    const TemporaryFolder folder;
    const auto result = runWithTinyModel (
        { "generate", "--json", "--count", "2", "--seed", "4", "--length", "0.1", "--out", folder.path.string() });
    CHECK (result.err.empty());
    const auto described = json::parse (result.out);

    CHECK (described.at ("model") == "tiny");
    CHECK (described.at ("device") == "CPU");
    CHECK (described.at ("seconds_per_sound") > 0.0);
    REQUIRE (described.at ("sounds").size() == 2);

    for (std::size_t i = 0; i < 2; ++i)
    {
        const auto& sound = described.at ("sounds").at (i);
        const fs::path file = sound.at ("file").get<std::string>();
        CHECK (file == folder.path / ("kick-" + std::to_string (4 + i) + ".wav"));
        CHECK (recipeFromJson (sound.at ("recipe").dump()) == readRecipe (file));
        CHECK (sound.at ("seconds") == readSoundFile (file).seconds());
        CHECK (sound.at ("network_calls") == 2);
        CHECK (sound.at ("peak_db") == Approx (-1.0));

        for (const auto* key : { "decay_seconds", "brightness_hz", "tail_db", "dc" })
            CHECK (sound.at (key).is_number());
    }
}

TEST_CASE ("a file that is there already is refused and left as it is, or replaced with --overwrite")
{
    const TemporaryFolder folder;
    audiotest::writeBytes (folder.path / "kick-2.wav", "a person's work");
    const Arguments arguments { "generate", "--count", "2", "--seed", "1", "--out", folder.path.string() };
    const auto refused = runWithTinyModel (arguments);

    CHECK (refused.exitCode == 1);
    CHECK (isOneSentence (refused.err));
    CHECK_THAT (refused.err, Contains ("kick-2.wav") && Contains ("--overwrite"));
    CHECK (contentOf (folder.path / "kick-2.wav") == "a person's work");
    CHECK (filesBelow (folder.path) == Names { "kick-2.wav" });

    auto overwriting = arguments;
    overwriting.push_back ("--overwrite");
    CHECK (runWithTinyModel (overwriting).exitCode == 0);
    CHECK (filesBelow (folder.path) == Names { "kick-1.wav", "kick-2.wav" });
    CHECK (readRecipe (folder.path / "kick-2.wav").seed == 2);
}

TEST_CASE ("without --seed one is drawn, is short, and is in the name and the recipe of the file")
{
    const TemporaryFolder folder;
    REQUIRE (runWithTinyModel ({ "generate", "--out", folder.path.string() }).exitCode == 0);
    const auto files = filesBelow (folder.path);
    REQUIRE (files.size() == 1);
    const auto seed = readRecipe (folder.path / files[0]).seed;
    CHECK (files[0] == "kick-" + std::to_string (seed) + ".wav");
    CHECK (seed < 1'000'000);
}
