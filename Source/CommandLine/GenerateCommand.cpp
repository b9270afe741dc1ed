#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Network/ModelInfo.h"

namespace stochastick
{
namespace
{
struct GenerateOptions : MakingOptions
{
    std::string classes; ///< empty: not given
    int count = 1;
    bool previews = false;
};

/** A model without classes is asked for any sound. */
std::string defaultClass (const GenerateOptions& options)
{
    return readModelInfo (findModel (options.generator.model)).classes.empty() ? ModelInfo::anyClass : "kick";
}

void generate (GenerateOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.classes = parseClasses (options.classes.empty() ? defaultClass (options) : options.classes);
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i, ++recipe.seed)
        named.push_back ({ recipe, nameOf (recipe) });

    makeSounds (options, named, cancel, options.previews);
}
} // namespace

void addGenerateCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<GenerateOptions>();
    options->out = ".";
    auto* command = app.add_subcommand ("generate", "Make sounds and write them to a folder");

    command
        ->add_option (
            "--class", options->classes,
            "kick, snare, clap, rimshot, hat_closed, hat_open, tom, cymbal, percussion, or a mix: kick:0.7,tom:0.3; any "
            "of a model without classes")
        ->default_str ("kick");
    command->add_option ("--count", options->count, "Sounds to make, with seeds one apart")
        ->check (CLI::Range (1, 100000))
        ->capture_default_str();
    command->add_flag ("--previews", options->previews, "Also write the sound as it was after each step");
    addMakingOptions (*command, *options);
    addWithinOption (*command, *options);
    command->callback ([options, cancel] { generate (*options, cancel); });
}
} // namespace stochastick
