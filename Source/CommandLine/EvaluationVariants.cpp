#include "CommandLine/EvaluationVariants.h"

#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace stochastick
{
namespace
{
struct Variable
{
    std::string key;
    void (*set) (MakingOptions& options, const std::string& value);
};

template <typename Number>
Number readNumber (const std::string& text)
{
    Number number {};
    const auto* end = text.data() + text.size();

    if (const auto [stop, failure] = std::from_chars (text.data(), end, number); failure != std::errc {} || stop != end)
        throw UsageError ("--over cannot read the number \"" + text + "\".");

    return number;
}

const std::vector<Variable> allVariables {
    { "steps", [] (MakingOptions& options, const std::string& value) { options.recipe.steps = readNumber<int> (value); } },
    { "guidance",
      [] (MakingOptions& options, const std::string& value) { options.recipe.guidance = readNumber<double> (value); } },
    { "sampler", [] (MakingOptions& options, const std::string& value) { options.sampler = value; } },
    { "levels", [] (MakingOptions& options, const std::string& value) { options.levels = value; } },
    { "model", [] (MakingOptions& options, const std::string& value) { options.generator.model = value; } },
};

const Variable& variableFromKey (const std::string& key)
{
    for (const auto& variable : allVariables)
        if (variable.key == key)
            return variable;

    std::vector<std::string> keys;

    for (const auto& variable : allVariables)
        keys.push_back (variable.key);

    throw UsageError (unknownKeySentence ("variable of --over", key, keys));
}

/** A value that is no number has its place. */
double placeOf (const std::string& value, std::size_t index)
{
    double number = 0.0;
    const auto* end = value.data() + value.size();
    const auto [stop, failure] = std::from_chars (value.data(), end, number);
    return failure == std::errc {} && stop == end ? number : static_cast<double> (index);
}

void finish (EvaluateOptions& options)
{
    if (options.seed.empty())
        options.seed = "1"; // so that all are compared on the same noise

    options.resolve();
    check (options.recipe);
}
} // namespace

std::string variableKeys()
{
    return keysOf (allVariables);
}

std::string variableOf (const EvaluateOptions& options)
{
    return options.over.substr (0, options.over.find ('='));
}

std::vector<EvaluationVariant> variantsOf (const EvaluateOptions& options)
{
    std::vector<EvaluationVariant> variants;

    if (options.over.empty())
        variants.push_back ({ "generated", 0.0, options });
    else
    {
        const auto key = variableOf (options);
        const auto& variable = variableFromKey (key);
        std::istringstream values (options.over.substr (std::min (key.size() + 1, options.over.size())));

        for (std::string value; std::getline (values, value, ',');)
        {
            variants.push_back ({ key + ' ' + value, placeOf (value, variants.size()), options });
            variable.set (variants.back().options, value);
            variants.back().options.asDistilled = key == "model";
        }
    }

    if (variants.empty())
        throw UsageError ("--over needs values, like steps=4,8,15.");

    for (auto& variant : variants)
        finish (variant.options);

    return variants;
}
} // namespace stochastick
