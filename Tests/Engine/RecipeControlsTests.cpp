#include "Audio/AudioTestTools.h"
#include "Audio/Descriptors.h"
#include "Engine/Kit.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace
{
/** Nothing that came with version 3 is as it is by default. */
Recipe controlledRecipe()
{
    Recipe recipe;
    recipe.descriptors = { { "decay", 0.3 }, { "loudness", -12.5 } };
    recipe.classifier = { 2.5, GuidanceForm::published };
    recipe.start = { StartKind::variation, 0.5, { { std::vector<float> (100, 0.5f), 44100, {} } }, 0.25 };
    recipe.family = { std::numeric_limits<std::uint64_t>::max(), 0.75 };
    recipe.keepBelowHz = 150.0;
    recipe.fill = FillMethod::reconstruction;
    recipe.peakDb = -7.3;
    recipe.stopAfter = 5;
    return recipe;
}

std::string sentenceAfter (const std::function<void (json&)>& change)
{
    auto changed = json::parse (toJson (controlledRecipe()));
    change (changed);
    return sentenceOf ([&] { recipeFromJson (changed.dump()); });
}

/** Ranges of all nine classes that tell class, descriptor and quantile. */
ModelInfo toldInfo()
{
    ModelInfo info;
    std::set<std::string> names;

    for (const auto& pad : generalMidiKit())
        names.insert (pad.drumClass);

    info.classes.assign (names.begin(), names.end());

    for (const auto& descriptor : allDescriptors())
    {
        DescriptorScale scale { descriptor.key, 0.0, 1.0, {} };

        for (std::size_t i = 0; i < names.size(); ++i)
        {
            const auto middle = 0.1 * static_cast<double> (i + 1);
            scale.classes.push_back ({ 0.5 * middle, middle, 3.0 * middle });
        }

        info.descriptors.push_back (scale);
    }

    return info;
}

Recipe kitBase (std::uint64_t seed)
{
    Recipe recipe;
    recipe.seed = seed;
    return recipe;
}

/** Where what is asked of a pad lies from the middle of its class, against the width of that class's range. */
double placeOf (const Recipe& pad, const DescriptorScale& scale)
{
    const auto& descriptor = descriptorFromKey (scale.key);
    const auto drumClass = static_cast<std::size_t> (toldInfo().classIndex (pad.classes.begin()->first));
    const auto& range = scale.classes[drumClass];
    const auto position = [&] (double value) { return onScale (descriptor, value); };
    return (position (pad.descriptors.at (scale.key)) - position (range.middle))
           / (position (range.high) - position (range.low));
}
} // namespace

TEST_CASE ("a recipe with all that a version can hold comes back from its JSON")
{
    const auto recipe = controlledRecipe();
    CHECK_NOTHROW (check (recipe));
    CHECK (recipeFromJson (toJson (recipe)) == recipe);
    CHECK (json::parse (toJson (recipe)).at ("version") == 4);
}

TEST_CASE ("a recipe of version 2 means what it meant")
{
    Recipe recipe;
    recipe.seed = 9;
    recipe.start = { StartKind::interpolation,
                     0.3,
                     { { { 0.5f, 0.25f, 0.5f, 0.25f, 0.5f }, 44100, {} },
                       { { 0.5f, 0.25f, 0.5f, 0.25f, 0.5f }, 44100, {} } } };
    auto old = json::parse (toJson (recipe));
    old["version"] = 2;
    old["start"].erase ("fresh");

    for (const auto* key : { "descriptors", "classifier", "family", "fill", "keep_below_hz", "peak_db", "stop_after",
                             "descriptor_guidance", "as_published" })
        REQUIRE (old.erase (key) == 1);

    recipe.descriptorGuidance = recipe.guidance;
    CHECK (recipeFromJson (old.dump()) == recipe);
    old["version"] = 3;
    CHECK_THAT (sentenceOf ([&] { recipeFromJson (old.dump()); }), Contains ("a part of it is missing"));
}

TEST_CASE ("a recipe of version 3 means what it meant: one guidance for all, and a variation from the same noise level")
{
    for (const auto amount : { 0.0, 0.1, 0.5, 0.9, 1.0 })
    {
        Recipe recipe;
        recipe.guidance = 2.5;
        recipe.start = { StartKind::variation, amount, { { std::vector<float> (100, 0.5f), 44100, {} } } };
        auto old = json::parse (toJson (recipe));
        old["version"] = 3;
        REQUIRE (old.erase ("descriptor_guidance") == 1);
        REQUIRE (old.erase ("as_published") == 1);

        const auto now = recipeFromJson (old.dump());
        const auto seventhRoot = [] (double ratio) { return std::pow (ratio, 1.0 / 7.0); };
        const auto ratio = std::pow (std::lerp (seventhRoot (2e-4), seventhRoot (40.0), amount), 7.0); // Karras's spacing
        CHECK (now.descriptorGuidance == 2.5);
        CHECK (ratioOfAmount (now.start.amount, 2e-4, 40.0) == Approx (ratio).epsilon (1e-6));
    }
}

TEST_CASE ("amounts of variation and noise levels belong together both ways")
{
    CHECK (ratioOfAmount (0.0, 1e-3, 50.0) == Approx (1e-3));
    CHECK (ratioOfAmount (1.0, 1e-3, 50.0) == Approx (50.0));

    for (const auto amount : { 0.01, 0.3, 0.8 })
        CHECK (amountOfRatio (ratioOfAmount (amount, 1e-3, 50.0), 1e-3, 50.0) == Approx (amount));
}

TEST_CASE ("what version 3 brought is refused out of its range, with the range")
{
    const auto outOf = [] (const std::string& field, double value) {
        return sentenceAfter ([&] (json& j) { j[field] = value; });
    };
    CHECK_THAT (outOf ("keep_below_hz", 19), Contains ("20 and 2000, not 19"));
    CHECK_THAT (outOf ("keep_below_hz", 2001), Contains ("not 2001"));
    CHECK (outOf ("keep_below_hz", 0).empty());
    CHECK_THAT (outOf ("peak_db", 0.5), Contains ("-60 and 0, not 0.5"));
    CHECK_THAT (outOf ("peak_db", -61), Contains ("not -61"));
    CHECK_THAT (outOf ("stop_after", 2.5), Contains ("whole number"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["stop_after"] = -1; }), Contains ("not -1"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["stop_after"] = 10001; }), Contains ("0 and 10000"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["start"]["fresh"] = 1.1; }), Contains ("fresh") && Contains ("not 1.1"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["family"]["amount"] = -0.1; }), Contains ("family") && Contains ("0 and 1"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["family"]["seed"] = 1.5; }), Contains ("whole number"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["classifier"]["scale"] = 21; }),
                Contains ("lassifier") && Contains ("not 21"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["classifier"]["key"] = "nois"; }), Contains ("did you mean \"noise\"?"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["fill"] = "replacment"; }), Contains ("did you mean \"replacement\"?"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["descriptors"]["decai"] = 1; }), Contains ("did you mean \"decay\"?"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["descriptors"]["decay"] = 0; }),
                Contains ("decay in s") && Contains ("not 0"));
    CHECK_THAT (sentenceAfter ([] (json& j) { j["descriptors"]["loudness"] = 21; }), Contains ("-80 and 20, not 21"));
}

TEST_CASE ("keeping the lows needs one source, and does not go with the way between two")
{
    CHECK_THAT (sentenceAfter ([] (json& j) { j["start"]["sources"] = json::array(); }), Contains ("needs 1 source"));
    CHECK_THAT (sentenceAfter ([] (json& j) {
                    j["start"]["key"] = "interpolation";
                    j["start"]["sources"].push_back (j["start"]["sources"][0]);
                }),
                Contains ("between two sounds"));
}

TEST_CASE ("the sounds of a kit without a family have nothing in common, and nothing is asked of them")
{
    auto base = kitBase (40);
    base.descriptors["decay"] = 0.2;
    std::uint64_t seed = 40;

    for (const auto& recipe : kitRecipes (base, 0.0, toldInfo()))
    {
        CHECK (recipe.family == base.family);
        CHECK (recipe.descriptors == base.descriptors);
        CHECK (recipe.seed == seed++);
        CHECK_NOTHROW (check (recipe));
    }
}

TEST_CASE ("the sounds of one family lie at the same place of their classes' ranges and share their noise")
{
    const auto info = toldInfo();
    const auto recipes = kitRecipes (kitBase (40), 1.0, info);
    REQUIRE (recipes.size() == generalMidiKit().size());

    for (const auto& recipe : recipes)
    {
        CHECK (recipe.family == Family { 40, 1.0 });
        CHECK_NOTHROW (check (recipe));

        for (const auto& scale : info.descriptors)
        {
            CHECK (placeOf (recipe, scale) == Approx (placeOf (recipes.front(), scale)).margin (1e-9));
            CHECK (std::abs (placeOf (recipe, scale)) < 0.5);
        }
    }

    CHECK (placeOf (recipes[0], info.descriptors[0]) != Approx (placeOf (recipes[0], info.descriptors[1])));
    CHECK ((kitRecipes (kitBase (40), 1.0, info) == recipes));
    CHECK (kitRecipes (kitBase (41), 1.0, info)[0].descriptors != recipes[0].descriptors);
}

TEST_CASE ("with half a family each pad has a place of its own, and over many kits they go together by its square")
{
    const auto info = toldInfo();
    double products = 0.0, squares = 0.0;

    for (std::uint64_t seed = 0; seed < 400; ++seed)
    {
        const auto recipes = kitRecipes (kitBase (100 * seed), 0.7, info);
        const auto first = placeOf (recipes[1], info.descriptors[0]), second = placeOf (recipes[3], info.descriptors[0]);
        CHECK (first != second);
        products += first * second;
        squares += 0.5 * (first * first + second * second);
    }

    CHECK (products / squares == Approx (0.49).margin (0.12)); // three deviations of 400 kits
}

TEST_CASE ("what a person asks of all sounds stands in a family too, and a model that cannot be told is told nothing")
{
    auto base = kitBase (40);
    base.descriptors["decay"] = 0.2;

    for (const auto& recipe : kitRecipes (base, 0.8, toldInfo()))
        CHECK (recipe.descriptors.at ("decay") == 0.2);

    auto info = toldInfo();
    info.descriptors.clear();

    for (const auto& recipe : kitRecipes (kitBase (40), 0.8, info))
    {
        CHECK (recipe.descriptors.empty());
        CHECK (recipe.family == Family { 40, 0.8 });
    }
}
