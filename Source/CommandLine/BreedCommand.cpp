#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Engine/Inheritance.h"

namespace stochastick
{
namespace
{
struct BreedOptions : MakingOptions
{
    std::string first, second, firstClasses, secondClasses;
    int count = 8;
};

void breed (BreedOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.start.kind = StartKind::interpolation;
    recipe.start.sources = { sourceFor (options, options.first, options.firstClasses, true),
                             sourceFor (options, options.second, options.secondClasses, true, "--to-class") };
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i, ++recipe.seed)
    {
        auto child = recipe;
        child.start.amount = shareOfChild (recipe.seed);
        child.classes = classesBetween (recipe.start.sources[0], recipe.start.sources[1], child.start.amount);
        named.push_back (
            { child, stemOf (options.first) + "-and-" + stemOf (options.second) + '-' + std::to_string (recipe.seed) });
    }

    makeSounds (options, named, cancel);
}
} // namespace

void addBreedCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<BreedOptions>();
    options->out = ".";
    options->recipe.start.fresh = 0.25;
    encodeBothWays (options->recipe);
    auto* command = app.add_subcommand ("breed", "Make children of two sounds: a share of each, and something new");

    command->add_option ("first", options->first, "Sound file")->required();
    command->add_option ("second", options->second, "Sound file")->required();
    command->add_option ("--mutation", options->recipe.start.fresh, "0: nothing new … 1: nothing of the parents")
        ->capture_default_str();
    command->add_option ("--count", options->count, "Children, with seeds one apart")
        ->check (CLI::Range (1, 1000))
        ->capture_default_str();
    command->add_option ("--class", options->firstClasses, "What the first sound is; what its recipe says when left out");
    command->add_option ("--to-class", options->secondClasses, "What the second sound is, likewise");
    addMakingOptions (*command, *options);
    command->callback ([options, cancel] { breed (*options, cancel); });
}
} // namespace stochastick
