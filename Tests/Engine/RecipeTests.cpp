#include "Engine/Recipe.h"

#include "Audio/AudioTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace
{
/** No field as it is by default. */
Recipe unusualRecipe()
{
    Recipe recipe;
    recipe.model = "my \"drums\" – тест";
    recipe.weightHash = "0123456789abcdef";
    recipe.classes = { { "snare", 0.1 }, { "tom", 1.0 / 3.0 } };
    recipe.guidance = -1.75;
    recipe.descriptorGuidance = 7.5;
    recipe.asPublished = true;
    recipe.steps = 999;
    recipe.sampler = SamplerKind::heunEdm;
    recipe.controls = { 0.3, 0.5, 0.25, 77.0, 40.0, 0.16 };
    recipe.process = { ProcessKind::vpLinear, 2.0 / 3.0, 1.5 };
    recipe.levels = { LevelSpacing::list, 3.5, { 40.0, 1.0 / 3.0, 0.01 } };
    recipe.threshold = { ThresholdKind::dynamic, 0.9, 99.0 };
    recipe.start = { StartKind::variation,
                     0.25,
                     { { { 0.5f, -0.25f, 1.0f / 8388608.0f, -1.0f }, 48000, { { "clap", 2.0 } } } } };
    recipe.start.sources.front().samples.resize (100, 0.125f);
    recipe.regions = { { 0.0001, 0.001, 0.0002 }, { 0.5, 1.0, 0.0 } };
    recipe.resamplings = 3;
    recipe.seed = std::numeric_limits<std::uint64_t>::max();
    recipe.seconds = 1.1;
    recipe.descriptors = { { "decay", 1.0 / 3.0 }, { "loudness", -12.5 } };
    recipe.classifier = { 1.5, GuidanceForm::published };
    recipe.start.fresh = 0.125;
    recipe.family = { std::numeric_limits<std::uint64_t>::max() - 1, 0.75 };
    recipe.keepBelowHz = 149.5;
    recipe.fill = FillMethod::reconstruction;
    recipe.peakDb = -7.25;
    recipe.stopAfter = 12;
    return recipe;
}

/** What is said of a good recipe after one change to its JSON. */
std::string sentenceAfter (const std::string& key, const json& value)
{
    auto changed = json::parse (toJson (unusualRecipe()));
    changed[key] = value;
    return sentenceOf ([&] { recipeFromJson (changed.dump()); });
}

/** The same for one part of a field that has parts. */
std::string sentenceAfterIn (const std::string& field, const std::string& key, const json& value)
{
    auto changed = json::parse (toJson (unusualRecipe()));
    changed[field][key] = value;
    return sentenceOf ([&] { recipeFromJson (changed.dump()); });
}

std::string sentenceOfChecking (const std::function<void (Recipe&)>& change)
{
    Recipe recipe;
    change (recipe);

    try
    {
        check (recipe);
    }
    catch (const UsageError& error)
    {
        return error.what();
    }

    return {};
}
} // namespace

TEST_CASE ("a recipe comes back from its JSON in every field")
{
    const auto recipe = unusualRecipe();
    const Recipe usual;

    CHECK (recipeFromJson (toJson (recipe)) == recipe);
    CHECK (recipeFromJson (toJson (usual)) == usual);
    CHECK (toJson (recipeFromJson (toJson (recipe))) == toJson (recipe));
}

TEST_CASE ("the test recipe differs from the default one in every field")
{
    const auto usual = json::parse (toJson ({})), unusual = json::parse (toJson (unusualRecipe()));

    for (const auto& [key, value] : unusual.items())
        if (key != "version")
            CHECK (usual.at (key) != value);

    CHECK (unusual.size() == 25);
}

TEST_CASE ("recipes that differ in one field are different")
{
    const auto same = unusualRecipe();
    auto other = same;
    CHECK (other == same);
    other.controls.eta = 0.4;
    CHECK (other != same);
    other = same;
    other.classes["tom"] = 0.5;
    CHECK (other != same);
}

TEST_CASE ("a recipe that lacks a field is refused in a sentence, whichever it is")
{
    const auto whole = json::parse (toJson (unusualRecipe()));

    for (const auto& [key, value] : whole.items())
    {
        CAPTURE (key);
        auto part = whole;
        part.erase (key);
        CHECK_THAT (sentenceOf ([&] { recipeFromJson (part.dump()); }), Contains ("a part of it is missing"));
    }
}

TEST_CASE ("a recipe with a field of another type is refused in a sentence, whichever it is")
{
    const auto whole = json::parse (toJson (unusualRecipe()));

    for (const auto& [key, value] : whole.items())
    {
        CAPTURE (key);
        CHECK_THAT (sentenceAfter (key, nullptr), Contains ("not a recipe"));
        CHECK_THAT (sentenceAfter (key, json::array ({ 1 })), Contains ("not a recipe"));
        CHECK_THAT (sentenceAfter (key, value.is_string() ? json (1) : json ("text")), Contains ("recipe"));
    }

    CHECK_THAT (sentenceAfter ("classes", { { "kick", "much" } }), Contains ("not a recipe"));
}

TEST_CASE ("whole numbers of a recipe that are not whole, negative or far too large are refused, not bent")
{
    CHECK_THAT (sentenceAfter ("seed", -1), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("seed", 1.5), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("seed", 1e30), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("steps", 15.5), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("steps", 4294967311), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("steps", true), Contains ("recipe"));
    CHECK_THAT (sentenceAfter ("version", 1.5), Contains ("recipe"));
}

TEST_CASE ("a recipe that lacks a part of a field is refused in a sentence, whichever it is")
{
    const auto whole = json::parse (toJson (unusualRecipe()));

    for (const std::string field : { "controls", "process", "levels", "threshold" })
        for (const auto& [key, value] : whole[field].items())
        {
            CAPTURE (field, key);
            auto part = whole;
            part[field].erase (key);
            CHECK_THAT (sentenceOf ([&] { recipeFromJson (part.dump()); }), Contains ("a part of it is missing"));
        }
}

TEST_CASE ("sources and regions of a recipe that cannot be used are refused in a sentence")
{
    auto damaged = json::parse (toJson (unusualRecipe()));
    damaged["start"]["sources"][0]["flac"] = "????";
    CHECK_THAT (sentenceOf ([&] { recipeFromJson (damaged.dump()); }), Contains ("not Base64"));
    damaged["start"]["sources"][0]["flac"] = "QUJD";
    CHECK_THAT (sentenceOf ([&] { recipeFromJson (damaged.dump()); }), Contains ("stored sound is damaged"));

    CHECK_THAT (sentenceAfterIn ("start", "key", "interpolation"), Contains ("needs 2 source sounds, not 1"));
    CHECK_THAT (sentenceAfterIn ("start", "sources", json::array()), Contains ("needs 1 source sounds, not 0"));
    CHECK_THAT (sentenceAfterIn ("start", "amount", 1.5), Contains ("amount") && Contains ("not 1.5"));
    CHECK_THAT (sentenceAfter ("resamplings", 0), Contains ("resamplings") && Contains ("1 and 20"));
    CHECK_THAT (sentenceAfter ("regions", { { { "from", 0.5 }, { "to", 0.5 }, { "fade", 0.0 } } }),
                Contains ("end of a region"));
    CHECK_THAT (sentenceAfter ("regions", { { { "from", -1 }, { "to", 0.5 }, { "fade", 0.0 } } }),
                Contains ("beginning of a region"));
    CHECK_THAT (sentenceAfter ("regions", { { { "from", 0 }, { "to", 0.5 }, { "fade", 1 } } }),
                Contains ("fade of a region"));
    CHECK_THAT (sentenceAfter ("regions", { { { "from", 0 }, { "to", 0.5 } } }), Contains ("a part of it is missing"));
}

TEST_CASE ("a recipe of version 1 means what it meant")
{
    const auto recipe =
        recipeFromJson (R"({"version":1,"model":"drums","weight_hash":"0123456789abcdef","classes":{"snare":1.0},
        "guidance":3.0,"steps":20,"sampler":"ddim","eta":0.5,"process":"vp-linear","levels":"log-uniform","seed":7,"seconds":0.5})");
    Recipe expected;
    expected.weightHash = "0123456789abcdef";
    expected.classes = { { "snare", 1.0 } };
    expected.guidance = 3.0;
    expected.steps = 20;
    expected.sampler = SamplerKind::ddim;
    expected.controls.eta = 0.5;
    expected.process.kind = ProcessKind::vpLinear;
    expected.levels.spacing = LevelSpacing::logUniform;
    expected.seed = 7;
    expected.seconds = 0.5;

    CHECK (recipe == expected);
}

TEST_CASE ("a recipe of a newer version says so")
{
    CHECK_THAT (sentenceAfter ("version", 5), Contains ("version 5") && Contains ("update Stochastick"));
    CHECK_THAT (sentenceAfter ("version", 0), Contains ("version 0"));
}

TEST_CASE ("text that is no recipe is refused in a sentence")
{
    for (const std::string text :
         { "", "a good kick", "{", "[]", "[1,2]", "null", "17", "\"kick\"", "{}", "{\"version\":1}", "\xff\xfe" })
    {
        CAPTURE (text);
        CHECK_THAT (sentenceOf ([&] { recipeFromJson (text); }), Contains ("not a recipe of Stochastick"));
    }

    CHECK_THAT (sentenceOf ([] { recipeFromJson (std::string (100000, '[')); }), Contains ("not a recipe of Stochastick"));
}

TEST_CASE ("values of a recipe that are out of range or unknown are named")
{
    CHECK_THAT (sentenceAfter ("steps", 0),
                Contains ("cannot be used") && Contains ("steps") && Contains ("between 1 and 1000, not 0"));
    CHECK_THAT (sentenceAfter ("steps", 1001), Contains ("not 1001"));
    CHECK_THAT (sentenceAfter ("guidance", 21), Contains ("Guidance") && Contains ("-10 and 20"));
    CHECK_THAT (sentenceAfterIn ("controls", "eta", -0.1), Contains ("Eta") && Contains ("0 and 1, not -0.1"));
    CHECK_THAT (sentenceAfterIn ("controls", "maximum_calls", 99.5),
                Contains ("network calls") && Contains ("whole number"));
    CHECK_THAT (sentenceAfterIn ("process", "gamma", 9), Contains ("Gamma") && Contains ("not 9"));
    CHECK_THAT (sentenceAfterIn ("levels", "exponent", 0), Contains ("exponent") && Contains ("1 and 20"));
    CHECK_THAT (sentenceAfterIn ("levels", "list", json::array()), Contains ("need a list"));
    CHECK_THAT (sentenceAfterIn ("levels", "key", "karras"), Contains ("others have none"));
    CHECK_THAT (sentenceAfterIn ("threshold", "percentile", 20), Contains ("percentile") && Contains ("50 and 100"));
    CHECK_THAT (sentenceAfterIn ("threshold", "limit", -1), Contains ("limit"));
    CHECK_THAT (sentenceAfter ("seconds", 100), Contains ("length") && Contains ("0.02 and 3, not 100"));
    CHECK_THAT (sentenceAfter ("seconds", -1), Contains ("length"));
    CHECK_THAT (sentenceAfter ("classes", json::object()), Contains ("at least one class"));
    CHECK_THAT (sentenceAfter ("classes", { { "kick", 0 } }), Contains ("weight of class \"kick\""));
    CHECK_THAT (sentenceAfter ("sampler", "dpmp-2m"), Contains ("did you mean \"dpmpp-2m\"?"));
    CHECK_THAT (sentenceAfterIn ("process", "key", "vp-cosin"), Contains ("did you mean \"vp-cosine\"?"));
    CHECK_THAT (sentenceAfterIn ("threshold", "key", "clipp"), Contains ("did you mean \"clip\"?"));
    CHECK_THAT (sentenceAfterIn ("levels", "key", "kerras"), Contains ("did you mean \"karras\"?"));
}

TEST_CASE ("checking a recipe names the value and its range, and lets the ends of the range pass")
{
    const auto nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

    CHECK_THAT (sentenceOfChecking ([] (Recipe& r) { r.steps = -3; }),
                Contains ("steps") && Contains ("between 1 and 1000, not -3"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.guidance = nan; }), Contains ("Guidance") && Contains ("nan"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.guidance = infinity; }), Contains ("Guidance") && Contains ("inf"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.controls.eta = nan; }), Contains ("Eta"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.seconds = nan; }), Contains ("length"));
    CHECK_THAT (sentenceOfChecking ([] (Recipe& r) { r.seconds = 0.019; }), Contains ("between 0.02 and 3, not 0.019"));
    CHECK_THAT (sentenceOfChecking ([] (Recipe& r) { r.classes.clear(); }), Contains ("at least one class"));
    CHECK_THAT (sentenceOfChecking ([] (Recipe& r) {
                    r.classes = { { "tom", -1 } };
                }),
                Contains ("\"tom\"") && Contains ("not -1"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.classes["tom"] = nan; }), Contains ("\"tom\""));

    CHECK (sentenceOfChecking ([] (Recipe& r) { r.steps = 1; }).empty());
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.steps = 1000; }).empty());
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.seconds = 0; }).empty());
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.seconds = 3; }).empty());
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.guidance = -10; }).empty());
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.controls.eta = 1; }).empty());
}
