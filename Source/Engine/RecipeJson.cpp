#include "Engine/Recipe.h"
#include "Support/Error.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace stochastick
{
using nlohmann::json;

namespace
{
/** Without the library's bending of 15.5, true or 2^32 + 15 to 15. */
template <typename Integer>
Integer wholeNumber (const json& j, const char* key)
{
    const auto& value = j.at (key);

    if (! value.is_number())
        throw Error ("This is not a recipe of Stochastick: \"" + std::string (key) + "\" is no number.");

    const bool fits = value.is_number_unsigned()
                          ? std::in_range<Integer> (value.get<std::uint64_t>())
                          : value.is_number_integer() && std::in_range<Integer> (value.get<std::int64_t>());

    if (! fits)
        throw Error ("The recipe cannot be used: \"" + std::string (key) + "\" must be a whole number in its range.");

    return value.get<Integer>();
}

json controlsToJson (const SamplerControls& controls)
{
    auto j = json::object();

    for (const auto& control : allSamplerControls())
        j[control.key] = controls.*control.value;

    return j;
}

SamplerControls controlsFromJson (const json& j)
{
    SamplerControls controls;

    for (const auto& control : allSamplerControls())
        controls.*control.value = j.at (control.key);

    return controls;
}

json partsOf (const ProcessSpec& process)
{
    return { { "key", keyOf (process.kind) }, { "gamma", process.gamma }, { "eta", process.eta } };
}

json partsOf (const LevelPlan& levels)
{
    return { { "key", keyOf (levels.spacing) }, { "exponent", levels.exponent }, { "list", levels.list } };
}

json partsOf (const Thresholding& threshold)
{
    return { { "key", keyOf (threshold.kind) }, { "limit", threshold.limit }, { "percentile", threshold.percentile } };
}

std::string keyIn (const json& j)
{
    return j.at ("key");
}

/** Version 1 knew eta alone of the controls, processes and levels without numbers, and no threshold. */
void migrateFrom1 (json& j)
{
    SamplerControls controls;
    controls.eta = j.at ("eta");
    j["controls"] = controlsToJson (controls);

    ProcessSpec process;
    process.kind = processFromKey (j.at ("process").get<std::string>());
    j["process"] = partsOf (process);

    LevelPlan levels;
    levels.spacing = levelSpacingFromKey (j.at ("levels").get<std::string>());
    j["levels"] = partsOf (levels);
    j["threshold"] = partsOf (Thresholding {});
}

Recipe parse (json j)
{
    const auto version = wholeNumber<int> (j, "version");

    if (version < 1 || version > Recipe::version)
        throw Error ("The recipe is of version " + std::to_string (version)
                     + ", which this program does not know; update Stochastick.");

    if (version < 2)
        migrateFrom1 (j);

    Recipe recipe;
    recipe.model = j.at ("model");
    recipe.weightHash = j.at ("weight_hash");
    recipe.classes = j.at ("classes").get<std::map<std::string, double>>();
    recipe.guidance = j.at ("guidance");
    recipe.steps = wholeNumber<int> (j, "steps");
    recipe.sampler = samplerFromKey (j.at ("sampler").get<std::string>());
    recipe.controls = controlsFromJson (j.at ("controls"));
    recipe.seed = wholeNumber<std::uint64_t> (j, "seed");
    recipe.seconds = j.at ("seconds");

    const auto& process = j.at ("process");
    recipe.process = { processFromKey (keyIn (process)), process.at ("gamma"), process.at ("eta") };

    const auto& levels = j.at ("levels");
    recipe.levels = { levelSpacingFromKey (keyIn (levels)), levels.at ("exponent"),
                      levels.at ("list").get<std::vector<double>>() };

    const auto& threshold = j.at ("threshold");
    recipe.threshold = { thresholdFromKey (keyIn (threshold)), threshold.at ("limit"), threshold.at ("percentile") };
    return recipe;
}
} // namespace

std::string toJson (const Recipe& recipe)
{
    return json {
        { "version", Recipe::version },
        { "model", recipe.model },
        { "weight_hash", recipe.weightHash },
        { "classes", recipe.classes },
        { "guidance", recipe.guidance },
        { "steps", recipe.steps },
        { "sampler", infoOf (recipe.sampler).key },
        { "controls", controlsToJson (recipe.controls) },
        { "process", partsOf (recipe.process) },
        { "levels", partsOf (recipe.levels) },
        { "threshold", partsOf (recipe.threshold) },
        { "seed", recipe.seed },
        { "seconds", recipe.seconds }
    }.dump (-1, ' ', false, json::error_handler_t::replace);
}

Recipe recipeFromJson (const std::string& text)
{
    try
    {
        const auto recipe = parse (json::parse (text));
        check (recipe);
        return recipe;
    }
    catch (const json::exception&)
    {
        throw Error ("This is not a recipe of Stochastick, or a part of it is missing.");
    }
    catch (const UsageError& error)
    {
        throw Error (std::string ("The recipe cannot be used: ") + error.what());
    }
}
} // namespace stochastick
