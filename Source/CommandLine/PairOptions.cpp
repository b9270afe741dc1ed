#include "CommandLine/PairOptions.h"

#include "Engine/Inheritance.h"
#include "Engine/StartState.h"

namespace stochastick
{
void PairOptions::resolvePair (const CancelToken& cancel)
{
    resolve();
    recipe.start.kind = StartKind::interpolation;
    recipe.start.sources = { sourceFor (*this, { first, firstClasses }, cancel),
                             sourceFor (*this, { second, secondClasses, true, "--to-class" }, cancel) };
    coverSources (recipe, readModelInfo (findModel (generator.model)));
}

void addPairOptions (CLI::App& command, PairOptions& options, const std::string& countHelp)
{
    options.out = ".";
    encodeBothWays (options.recipe);
    command.add_option ("first", options.first, "Sound file")->required();
    command.add_option ("second", options.second, "Sound file")->required();
    command.add_option ("--count", options.count, countHelp)->check (CLI::Range (1, 1000))->capture_default_str();
    command.add_option ("--class", options.firstClasses, "What the first sound is; what its recipe says when left out");
    command.add_option ("--to-class", options.secondClasses, "What the second sound is, likewise");
    addMakingOptions (command, options);
}
} // namespace stochastick
