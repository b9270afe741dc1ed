#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"

namespace stochastick
{
namespace
{
struct AgainOptions : MakingOptions
{
    std::vector<std::string> files;
};

void makeAgain (AgainOptions options, const CancelToken& cancel)
{
    options.resolve();
    std::vector<NamedRecipe> named;

    for (const auto& file : options.files)
        named.push_back ({ readRecipe (file), stemOf (file) + "-again" });

    if (options.generator.model.empty())
        options.generator.model = named.front().recipe.model;

    makeSounds (options, named, cancel);
}
} // namespace

void addAgainCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<AgainOptions>();
    options->out = ".";
    auto* command = app.add_subcommand ("again", "Make the sounds of files once more, from the recipes inside them");

    command->add_option ("sounds", options->files, "Sounds by Stochastick, or recipes as JSON")->required();
    addOutputOptions (*command, *options);
    command->callback ([options, cancel] { makeAgain (*options, cancel); });
}
} // namespace stochastick
