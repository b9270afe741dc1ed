#include "Engine/Layers.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Features.h"
#include "Audio/MemoryFlac.h"
#include "Audio/Shaping.h"
#include "Audio/SoundFile.h"
#include "Doubles/TinyModel.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;

namespace
{
constexpr double sourceHz = 400.0;

Recipe variation()
{
    auto source = audiotest::sine (sourceHz, 0.09);
    quantiseTo24Bits (source); // as a recipe stores it
    Recipe recipe;
    recipe.seed = 20;
    recipe.steps = 3;
    recipe.start = { StartKind::variation, 0.3, { { source.samples, 44100, { { "snare", 1.0 } } } } };
    return recipe;
}

LayerPlan planOf (int layers, int roundRobins)
{
    LayerPlan plan;
    plan.layers = layers;
    plan.roundRobins = roundRobins;
    return plan;
}

ModelInfo modelThatCanBeTold (const std::string& key)
{
    ModelInfo info;
    info.descriptors = { { key, 0.0, 1.0, {} } };
    return info;
}

/** Sines at −1 dBFS whose brightness is in no order. */
std::vector<Sound> soundsFor (const LayerPlan& plan)
{
    std::vector<Sound> sounds;

    for (const auto& recipe : layerRecipes (variation(), plan, {}))
    {
        const auto place = (sounds.size() * 5 + 3) % 8;
        sounds.push_back ({ audiotest::sine (500.0 + 300.0 * static_cast<double> (place), 0.1), recipe, 3 });
        normalisePeak (sounds.back().audio, -1.0);
    }

    return sounds;
}

struct Line
{
    std::string file;
    int low = 1, high = 127;
    double volume = 0.0;
};

std::vector<Line> linesOf (const std::string& sfz)
{
    const auto numberAfter = [] (const std::string& text, const std::string& name, double otherwise) {
        std::smatch match;
        return std::regex_search (text, match, std::regex (" " + name + "=(\\S+)")) ? std::stod (match[1]) : otherwise;
    };
    const std::regex form ("<region> sample=(\\S+)([^\n]*)");
    std::vector<Line> lines;

    for (auto match = std::sregex_iterator (sfz.begin(), sfz.end(), form); match != std::sregex_iterator(); ++match)
        lines.push_back ({ (*match)[1], static_cast<int> (numberAfter ((*match)[2], "lovel", 1)),
                           static_cast<int> (numberAfter ((*match)[2], "hivel", 127)),
                           numberAfter ((*match)[2], "volume", 0) });

    return lines;
}
} // namespace

TEST_CASE ("the layers' velocities follow one another from 1 to 127 for any number of layers")
{
    for (int layers = 1; layers <= 16; ++layers)
    {
        CAPTURE (layers);
        const auto plan = planOf (layers, 1);

        for (int layer = 1; layer < layers; ++layer)
            CHECK (highestVelocity (plan, layer) > highestVelocity (plan, layer - 1));

        CHECK (highestVelocity (plan, 0) >= 1);
        CHECK (highestVelocity (plan, layers - 1) == 127);
    }
}

TEST_CASE ("a layer's level is that of its highest velocity, and not below -31 dBFS")
{
    CHECK (peakDbOf (planOf (4, 2), 3) == Approx (-1.0));
    CHECK (peakDbOf (planOf (4, 2), 1) == Approx (-1.0 + 40.0 * std::log10 (64.0 / 127.0)));
    CHECK (peakDbOf (planOf (16, 1), 0) == -31.0);
}

TEST_CASE ("a plan out of range is wrong usage that names the range")
{
    const auto sentenceFor = [] (int layers, int robins, int key, double darkening) {
        return sentenceOf ([&] { check (LayerPlan { layers, robins, key, darkening }); });
    };
    CHECK_THAT (sentenceFor (0, 1, 36, 0.7), Contains ("layers") && Contains ("1 and 16"));
    CHECK_THAT (sentenceFor (17, 1, 36, 0.7), Contains ("layers"));
    CHECK_THAT (sentenceFor (4, 0, 36, 0.7), Contains ("round robins") && Contains ("1 and 16"));
    CHECK_THAT (sentenceFor (4, 2, 128, 0.7), Contains ("key") && Contains ("0 and 127"));
    CHECK_THAT (sentenceFor (4, 2, 36, -0.1), Contains ("darkening") && Contains ("0 and 3"));
    CHECK_THAT (sentenceFor (4, 2, 36, std::nan ("")), Contains ("darkening"));
    CHECK (sentenceFor (16, 16, 127, 3.0).empty());
    CHECK_THROWS_AS (layerRecipes (variation(), planOf (0, 1), {}), UsageError);
}

TEST_CASE ("there is a recipe for each sound, of one source and each with a seed of its own")
{
    const auto recipes = layerRecipes (variation(), planOf (3, 2), {});
    std::set<std::uint64_t> seeds;
    REQUIRE (recipes.size() == 6);

    for (const auto& recipe : recipes)
    {
        seeds.insert (recipe.seed);
        CHECK (recipe.start == variation().start);
        CHECK (recipe.descriptors.empty());
    }

    CHECK (seeds == std::set<std::uint64_t> { 20, 21, 22, 23, 24, 25 });
}

TEST_CASE ("softer strokes are asked to be darker, by as many octaves as the plan says, where the model can be told so")
{
    auto plan = planOf (4, 1);
    plan.darkening = 1.0;
    const auto recipes = layerRecipes (variation(), plan, modelThatCanBeTold ("brightness"));
    const auto hardest = recipes.back().descriptors.at ("brightness");
    CHECK (hardest == Approx (sourceHz).epsilon (0.2));

    for (std::size_t i = 0; i < recipes.size(); ++i)
    {
        const auto softness = 1.0 - highestVelocity (plan, static_cast<int> (i)) / 127.0;
        CHECK (recipes[i].descriptors.at ("brightness") == Approx (hardest * std::exp2 (-softness)));
    }

    CHECK (layerRecipes (variation(), plan, modelThatCanBeTold ("decay")).front().descriptors.empty());
}

TEST_CASE ("a brightness that the person asked for stands in all layers")
{
    auto base = variation();
    base.descriptors["brightness"] = 1234.0;

    for (const auto& recipe : layerRecipes (base, planOf (4, 2), modelThatCanBeTold ("brightness")))
        CHECK (recipe.descriptors.at ("brightness") == 1234.0);
}

TEST_CASE ("exported layers rise in brightness and have the level of their velocity")
{
    const TemporaryFolder folder;
    const auto plan = planOf (4, 2);
    const auto sounds = exportLayers (folder.path, "snare", soundsFor (plan), plan, SoundFormat::wav24, 0);
    double brightness = 0.0;
    REQUIRE (sounds.size() == 8);

    for (std::size_t i = 0; i < sounds.size(); ++i)
    {
        const auto file = folder.path / (layerName ("snare", plan, i) + ".wav");
        const auto features = measure (readSoundFile (file));
        CAPTURE (file.filename().string());
        CHECK (features.brightnessHz > brightness);
        CHECK (features.peakDb == Approx (peakDbOf (plan, static_cast<int> (i) / 2)).margin (0.01));
        CHECK (readRecipe (file) == sounds[i].recipe);
        CHECK (sounds[i].recipe.peakDb == Approx (features.peakDb).margin (0.01));
        brightness = features.brightnessHz;
    }

    CHECK (layerName ("snare", plan, 3) == "snare-2-2");
    CHECK (std::filesystem::exists (folder.path / "snare-layers.png"));
    CHECK (folder.fileCount() == 10);
}

TEST_CASE ("the instrument names every file once, covers every velocity without overlap and undoes the files' levels")
{
    const TemporaryFolder folder;
    const auto plan = planOf (4, 2);
    const auto sounds = exportLayers (folder.path, "snare", soundsFor (plan), plan, SoundFormat::wav24, 0);
    const auto lines = linesOf (audiotest::contentOf (folder.path / "snare.sfz"));
    REQUIRE (lines.size() == 8);
    std::set<std::string> files;
    std::vector<int> regionsAt (128);

    for (std::size_t i = 0; i < lines.size(); ++i)
    {
        files.insert (lines[i].file);
        CHECK (std::filesystem::exists (folder.path / lines[i].file));
        CHECK (lines[i].volume + sounds[i].recipe.peakDb == Approx (-1.0).margin (1e-3));

        for (int velocity = lines[i].low; velocity <= lines[i].high; ++velocity)
            ++regionsAt.at (static_cast<std::size_t> (velocity));
    }

    CHECK (files.size() == 8);
    CHECK (std::count (regionsAt.begin() + 1, regionsAt.end(), plan.roundRobins) == 127);
    CHECK (regionsAt[0] == 0);
}

TEST_CASE ("a layer is made again from the recipe in it, to the bit")
{
    const TemporaryFolder folder;
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    const auto plan = planOf (2, 2);
    std::vector<Sound> sounds;

    for (const auto& recipe : layerRecipes (variation(), plan, generator.modelInfo()))
        sounds.push_back (generator.make (recipe, {}, {}));

    for (const auto& sound : exportLayers (folder.path, "tiny", sounds, plan, SoundFormat::wav32f, 0))
        CHECK (generator.make (recipeFromJson (toJson (sound.recipe)), {}, {}).audio.samples == sound.audio.samples);
}
