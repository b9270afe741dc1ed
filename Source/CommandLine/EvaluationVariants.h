#pragma once

#include "CommandLine/RecipeOptions.h"

namespace stochastick
{
struct EvaluateOptions : MakingOptions
{
    std::string data, onlyClass, over;
    int perClass = 20;
};

/** One value of what is compared, as a whole set of options. */
struct EvaluationVariant
{
    std::string name; ///< "steps 8"; "generated" when nothing is compared
    double x = 0;     ///< its value, or its place where values are no numbers
    EvaluateOptions options;
};

/** What --over can vary: "steps, guidance, …". */
std::string variableKeys();

/** What options.over varies: "steps" of "steps=2,4,8"; empty when nothing is. */
std::string variableOf (const EvaluateOptions& options);

/** One for each value of options.over, or the options themselves; seeds are the same, recipes read and checked.
    Throws UsageError for an unknown variable or a value that cannot be. */
std::vector<EvaluationVariant> variantsOf (const EvaluateOptions& options);
} // namespace stochastick
