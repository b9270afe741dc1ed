#include "CommandLine/Commands.h"
#include "CommandLine/PairOptions.h"
#include "Engine/Inheritance.h"

namespace stochastick
{
namespace
{
void breed (PairOptions options, const CancelToken& cancel)
{
    options.resolvePair (cancel);
    auto& recipe = options.recipe;
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i, ++recipe.seed)
    {
        recipe.start.amount = shareOfChild (recipe.seed);
        recipe.classes = classesBetween (recipe.start.sources[0], recipe.start.sources[1], recipe.start.amount);
        named.push_back ({ recipe, options.nameOfPair ("and", std::to_string (recipe.seed)) });
    }

    makeSounds (options, named, cancel);
}
} // namespace

void addBreedCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<PairOptions>();
    options->count = 8;
    options->recipe.start.fresh = 0.25;
    auto* command = app.add_subcommand ("breed", "Make children of two sounds: a share of each, and something new");

    command->add_option ("--mutation", options->recipe.start.fresh, "0: nothing new … 1: nothing of the parents")
        ->capture_default_str();
    addPairOptions (*command, *options, "Children, with seeds one apart");
    command->callback ([options, cancel] { breed (*options, cancel); });
}
} // namespace stochastick
