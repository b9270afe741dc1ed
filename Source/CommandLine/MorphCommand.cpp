#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Engine/Inheritance.h"

namespace stochastick
{
namespace
{
struct MorphOptions : MakingOptions
{
    std::string first, second, firstClasses, secondClasses;
    int count = 5;
};

void morph (MorphOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.start.kind = StartKind::interpolation;
    recipe.start.sources = { sourceFor (options, options.first, options.firstClasses, true),
                             sourceFor (options, options.second, options.secondClasses, true, "--to-class") };
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i)
    {
        recipe.start.amount = options.count == 1 ? 0.5 : i / (options.count - 1.0);
        recipe.classes = classesBetween (recipe.start.sources[0], recipe.start.sources[1], recipe.start.amount);
        named.push_back (
            { recipe, stemOf (options.first) + "-to-" + stemOf (options.second) + '-' + std::to_string (i + 1) });
    }

    makeSounds (options, named, cancel);
}
} // namespace

void addMorphCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<MorphOptions>();
    options->out = ".";
    encodeBothWays (options->recipe);
    auto* command = app.add_subcommand ("morph", "Make the sounds on the way from one sound to another");

    command->add_option ("from", options->first, "Sound file")->required();
    command->add_option ("to", options->second, "Sound file")->required();
    command->add_option ("--count", options->count, "Sounds, both ends among them; 1 is the middle")
        ->check (CLI::Range (1, 1000))
        ->capture_default_str();
    command->add_option ("--class", options->firstClasses, "What the first sound is; what its recipe says when left out");
    command->add_option ("--to-class", options->secondClasses, "What the second sound is, likewise");
    addMakingOptions (*command, *options);
    command->callback ([options, cancel] { morph (*options, cancel); });
}
} // namespace stochastick
