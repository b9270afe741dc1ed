#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Support/Error.h"

namespace stochastick
{
namespace
{
struct AgainOptions : MakingOptions
{
    std::vector<std::string> files;

    /** As the file is, but for what the person asks; nothing for a recipe, which is no sound. */
    std::optional<StoredForm> formOf (const std::string& file) const
    {
        if (isRecipeFile (file))
            return {};

        auto form = storedFormOf (file);

        if (given ("--format"))
            form.format = soundFormat();

        if (given ("--rate"))
            form.sampleRate = sampleRate;

        return form;
    }
};

/** "36-kick-again", and "36-kick-again-2" for the next file of that name. */
std::string nameAmong (const std::map<std::string, std::vector<NamedRecipe>>& recipes, const std::string& file)
{
    const auto stem = stemOf (file) + "-again";
    const auto isTaken = [&] (const std::string& name) {
        return std::ranges::any_of (recipes, [&] (const auto& ofModel) {
            return std::ranges::any_of (ofModel.second, [&] (const NamedRecipe& one) { return one.name == name; });
        });
    };
    auto name = stem;

    for (int number = 2; isTaken (name); ++number)
        name = stem + '-' + std::to_string (number);

    return name;
}

void makeAgain (AgainOptions options, const CancelToken& cancel)
{
    options.resolve();
    std::map<std::string, std::vector<NamedRecipe>> ofModels;

    for (const auto& file : options.files)
    {
        const auto recipe = readRecipe (file);
        const auto model = options.generator.model.empty() ? recipe.model : options.generator.model;
        ofModels[model].push_back ({ recipe, nameAmong (ofModels, file), options.formOf (file) });
    }

    if (options.json && ofModels.size() > 1)
        throw UsageError ("These sounds are of several models; with --json, make those of one at a time.");

    for (const auto& [model, recipes] : ofModels)
    {
        options.generator.model = model;
        makeSounds (options, recipes, cancel);
    }
}
} // namespace

void addAgainCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<AgainOptions>();
    options->out = ".";
    auto* command = app.add_subcommand ("again", "Make the sounds of files once more, from the recipes inside them");

    command->add_option ("sounds", options->files, "Sounds by Stochastick, or recipes as JSON")->required();
    addOutputOptions (*command, *options);
    command->get_option ("--format")
        ->default_str ("")
        ->description ("wav16, wav24, wav32f or flac; otherwise as it is stored");
    command->get_option ("--rate")->default_str ("")->description (
        "Sample rate in Hz, 0: the model's; otherwise as it is stored");
    options->given = [command] (const std::string& option) { return command->count (option) > 0; };
    command->callback ([options, cancel] { makeAgain (*options, cancel); });
}
} // namespace stochastick
