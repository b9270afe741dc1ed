#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"

namespace stochastick
{
namespace
{
struct GenerateOptions : MakingOptions
{
    std::string classes = "kick", recipeFile;
    int count = 1;
};

std::vector<Recipe> recipesOf (GenerateOptions& options)
{
    if (! options.recipeFile.empty())
        return { readRecipe (options.recipeFile) };

    options.recipe.classes = parseClasses (options.classes);
    std::vector<Recipe> recipes (static_cast<std::size_t> (options.count), options.recipe);

    for (std::size_t i = 0; i < recipes.size(); ++i)
        recipes[i].seed += i;

    return recipes;
}

void generate (GenerateOptions options, const CancelToken& cancel)
{
    options.resolve();
    std::vector<NamedRecipe> named;

    for (auto& recipe : recipesOf (options))
        named.push_back ({ recipe, nameOf (recipe) });

    if (options.generator.model.empty() && ! options.recipeFile.empty())
        options.generator.model = named.front().recipe.model;

    makeSounds (options, named, cancel);
}
} // namespace

void addGenerateCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<GenerateOptions>();
    options->out = ".";
    auto* command = app.add_subcommand ("generate", "Make sounds and write them to a folder");

    auto* classes =
        command
            ->add_option (
                "--class", options->classes,
                "kick, snare, clap, rimshot, hat_closed, hat_open, tom, cymbal, percussion, or a mix: kick:0.7,tom:0.3")
            ->capture_default_str();
    command->add_option ("--count", options->count, "Sounds to make, with seeds one apart")
        ->check (CLI::Range (1, 100000))
        ->capture_default_str();
    addMakingOptions (*command, *options);

    auto* recipe = command->add_option ("--recipe", options->recipeFile,
                                        "Make again the sound of this file (a sound by Stochastick, or its recipe as JSON)");

    for (auto* option : options->ofTheRecipe)
        recipe->excludes (option);

    recipe->excludes (command->get_option ("--count"));

    recipe->excludes (classes);
    command->callback ([options, cancel] { generate (*options, cancel); });
}
} // namespace stochastick
