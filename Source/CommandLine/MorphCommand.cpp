#include "CommandLine/Commands.h"
#include "CommandLine/PairOptions.h"
#include "Engine/Inheritance.h"

namespace stochastick
{
namespace
{
void morph (PairOptions options, const CancelToken& cancel)
{
    options.resolvePair (cancel);
    auto& recipe = options.recipe;
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i)
    {
        recipe.start.amount = options.count == 1 ? 0.5 : i / (options.count - 1.0);
        recipe.classes = classesBetween (recipe.start.sources[0], recipe.start.sources[1], recipe.start.amount);
        named.push_back ({ recipe, options.nameOfPair ("to", std::to_string (i + 1)) });
    }

    makeSounds (options, named, cancel);
}
} // namespace

void addMorphCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<PairOptions>();
    options->count = 5;
    auto* command = app.add_subcommand ("morph", "Make the sounds on the way from one sound to another");

    addPairOptions (*command, *options, "Sounds, both ends among them; 1 is the middle");
    command->callback ([options, cancel] { morph (*options, cancel); });
}
} // namespace stochastick
