#include "CommandLine/Commands.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Support/AtomicFile.h"

#include <chrono>
#include <cstdio>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
struct GenerateOptions : MakingOptions
{
    std::string classes = "kick", recipeFile;
    int count = 1;
};

std::string fileNameOf (const Recipe& recipe, SoundFormat format)
{
    std::string name;

    for (const auto& [drumClass, weight] : recipe.classes)
        name += drumClass + '-';

    return name + std::to_string (recipe.seed) + extensionOf (format);
}

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

void warnOfOtherWeights (const Recipe& recipe, const Generator& generator, ProgressLine& line)
{
    if (! recipe.weightHash.empty() && recipe.weightHash != generator.weightHash())
        line.say ("The recipe was made by other weights (" + recipe.model + ", " + recipe.weightHash
                  + "); this will be another sound.");
}

void generate (GenerateOptions options, const CancelToken& cancel)
{
    options.resolve();
    const auto recipes = recipesOf (options);
    const auto format = options.soundFormat();
    const fs::path folder = options.out;

    for (const auto& recipe : recipes)
        options.protect (folder / fileNameOf (recipe, format));

    if (options.generator.model.empty() && ! options.recipeFile.empty())
        options.generator.model = recipes.front().model;

    ProgressLine line;
    Generator generator (options.generator);
    auto sounds = nlohmann::json::array();
    const auto start = std::chrono::steady_clock::now();

    if (! generator.deviceNotice().empty())
        line.say (generator.deviceNotice());

    warnOfOtherWeights (recipes.front(), generator, line);

    for (std::size_t i = 0; i < recipes.size(); ++i)
    {
        const auto file = folder / fileNameOf (recipes[i], format);
        const auto sound =
            makeWithProgress (generator, recipes[i], cancel, line, file.filename().string(), i, recipes.size());
        createFolder (folder); // only now: a request that is refused leaves nothing behind
        exportSound (file, sound, format, options.sampleRate);

        if (options.json)
            sounds.push_back (describe (sound, file));
        else
            line.say (file.string());
    }

    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

    if (options.json)
        printJson (nlohmann::json { { "sounds", sounds },
                                    { "model", generator.modelName() },
                                    { "device", generator.deviceName() },
                                    { "seconds_per_sound", elapsed.count() / static_cast<double> (recipes.size()) } });
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
