#include "Engine/Recipe.h"

#include "Support/Error.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

namespace stochastick
{
using nlohmann::json;

namespace
{
void requireRange (const std::string& name, double value, double low, double high)
{
    if (! (value >= low && value <= high))
    {
        std::ostringstream sentence;
        sentence << name << " must lie between " << low << " and " << high << ", not " << value << '.';
        throw UsageError (sentence.str());
    }
}

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

Recipe parse (const json& j)
{
    Recipe recipe;

    if (const auto found = wholeNumber<int> (j, "version"); found != Recipe::version)
        throw Error ("The recipe is of version " + std::to_string (found)
                     + ", which this program does not know; update Stochastick.");

    recipe.model = j.at ("model");
    recipe.weightHash = j.at ("weight_hash");
    recipe.classes = j.at ("classes").get<std::map<std::string, double>>();
    recipe.guidance = j.at ("guidance");
    recipe.steps = wholeNumber<int> (j, "steps");
    recipe.sampler = samplerFromKey (j.at ("sampler").get<std::string>());
    recipe.eta = j.at ("eta");
    recipe.process = processFromKey (j.at ("process").get<std::string>());
    recipe.levels = levelSpacingFromKey (j.at ("levels").get<std::string>());
    recipe.seed = wholeNumber<std::uint64_t> (j, "seed");
    recipe.seconds = j.at ("seconds");
    return recipe;
}
} // namespace

void check (const Recipe& recipe)
{
    requireRange ("The number of steps", recipe.steps, 1, 1000);
    requireRange ("Guidance", recipe.guidance, -10, 20);
    requireRange ("Eta", recipe.eta, 0, 1);

    if (recipe.seconds != 0.0)
        requireRange ("The length in seconds", recipe.seconds, 0.02, 3);

    if (recipe.classes.empty())
        throw UsageError ("A recipe needs at least one class.");

    for (const auto& [name, weight] : recipe.classes)
        requireRange ("The weight of class \"" + name + '"', weight, 1e-6, 1e6);
}

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
        { "eta", recipe.eta },
        { "process", keyOf (recipe.process) },
        { "levels", keyOf (recipe.levels) },
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

std::map<std::string, double> parseClasses (const std::string& text)
{
    std::map<std::string, double> classes;
    std::istringstream parts (text);

    for (std::string part; std::getline (parts, part, ',');)
    {
        const auto colon = part.find (':');
        const auto name = part.substr (0, colon);
        const auto weight = colon == std::string::npos ? std::string ("1") : part.substr (colon + 1);
        std::size_t used = 0;
        double value = 0;

        try
        {
            value = std::stod (weight, &used);
        }
        catch (const std::logic_error&)
        {
        }

        if (name.empty() || used != weight.size() || ! (value > 0) || ! std::isfinite (value))
            throw UsageError ("Cannot read the classes \"" + text
                              + "\"; write them as kick or kick:0.7,tom:0.3 with weights above 0.");

        classes[name] += value;
    }

    if (classes.empty())
        throw UsageError ("No class was named; write kick or kick:0.7,tom:0.3.");

    return classes;
}

std::string classesText (const std::map<std::string, double>& classes)
{
    std::ostringstream text;

    for (const auto& [name, weight] : classes)
    {
        text << (text.tellp() > 0 ? "," : "") << name;

        if (classes.size() > 1)
            text << ':' << weight;
    }

    return text.str();
}
} // namespace stochastick
