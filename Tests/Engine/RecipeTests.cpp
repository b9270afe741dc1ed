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
    recipe.steps = 999;
    recipe.sampler = SamplerKind::heunEdm;
    recipe.eta = 0.3;
    recipe.process = ProcessKind::vpLinear;
    recipe.levels = LevelSpacing::uniformTime;
    recipe.seed = std::numeric_limits<std::uint64_t>::max();
    recipe.seconds = 1.1;
    return recipe;
}

/** What is said of a good recipe after one change to its JSON. */
std::string sentenceAfter (const std::string& key, const json& value)
{
    auto changed = json::parse (toJson (unusualRecipe()));
    changed[key] = value;
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

    CHECK (unusual.size() == 12);
}

TEST_CASE ("recipes that differ in one field are different")
{
    const auto same = unusualRecipe();
    auto other = same;
    CHECK (other == same);
    other.eta = 0.4;
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

TEST_CASE ("a recipe of a newer version says so")
{
    CHECK_THAT (sentenceAfter ("version", 2), Contains ("version 2") && Contains ("update Stochastick"));
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
    CHECK_THAT (sentenceAfter ("eta", -0.1), Contains ("Eta") && Contains ("0 and 1"));
    CHECK_THAT (sentenceAfter ("seconds", 100), Contains ("length") && Contains ("0.02 and 3, not 100"));
    CHECK_THAT (sentenceAfter ("seconds", -1), Contains ("length"));
    CHECK_THAT (sentenceAfter ("classes", json::object()), Contains ("at least one class"));
    CHECK_THAT (sentenceAfter ("classes", { { "kick", 0 } }), Contains ("weight of class \"kick\""));
    CHECK_THAT (sentenceAfter ("sampler", "dpmp-2m"), Contains ("did you mean \"dpmpp-2m\"?"));
    CHECK_THAT (sentenceAfter ("process", "vp-cosin"), Contains ("did you mean \"vp-cosine\"?"));
    CHECK_THAT (sentenceAfter ("levels", "kerras"), Contains ("did you mean \"karras\"?"));
}

TEST_CASE ("checking a recipe names the value and its range, and lets the ends of the range pass")
{
    const auto nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

    CHECK_THAT (sentenceOfChecking ([] (Recipe& r) { r.steps = -3; }),
                Contains ("steps") && Contains ("between 1 and 1000, not -3"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.guidance = nan; }), Contains ("Guidance") && Contains ("nan"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.guidance = infinity; }), Contains ("Guidance") && Contains ("inf"));
    CHECK_THAT (sentenceOfChecking ([=] (Recipe& r) { r.eta = nan; }), Contains ("Eta"));
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
    CHECK (sentenceOfChecking ([] (Recipe& r) { r.eta = 1; }).empty());
}

TEST_CASE ("classes are read as a name or as names with weights, in any order")
{
    using Classes = std::map<std::string, double>;

    CHECK (parseClasses ("kick") == Classes { { "kick", 1.0 } });
    CHECK (parseClasses ("kick:0.7,tom:0.3") == Classes { { "kick", 0.7 }, { "tom", 0.3 } });
    CHECK (parseClasses ("tom:0.3,kick:0.7") == parseClasses ("kick:0.7,tom:0.3"));
    CHECK (parseClasses ("kick,tom:2") == Classes { { "kick", 1.0 }, { "tom", 2.0 } });
    CHECK (parseClasses ("kick,kick:0.5") == Classes { { "kick", 1.5 } });
}

TEST_CASE ("classes that cannot be read are refused with the form that can")
{
    for (const std::string text : { "", ",", "kick:", "kick:-1", "kick:0", "kick:x", "kick:1x", ":1", "kick:nan", "kick:inf",
                                    "kick:1e999", "kick,,tom", "kick:0.7;tom:0.3", "kick:1:2" })
    {
        CAPTURE (text);
        CHECK_THROWS_AS (parseClasses (text), UsageError);
        CHECK_THAT (sentenceOf ([&] { parseClasses (text); }), Contains ("kick:0.7,tom:0.3"));
    }
}

TEST_CASE ("the text of classes can be read again")
{
    for (const std::string text : { "kick", "kick:0.7,tom:0.3", "clap:2,kick:1,tom:0.5" })
        CHECK (classesText (parseClasses (text)) == text);

    CHECK (classesText (parseClasses ("kick:0.25")) == "kick");
}
