#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"

#include <cmath>

namespace stochastick
{
namespace
{
struct MorphOptions : MakingOptions
{
    std::string first, second, firstClasses, secondClasses;
    int count = 5;
};

/** Classes mix as the sounds do; a weight of 0 is left out. */
std::map<std::string, double> between (const SourceSound& first, const SourceSound& second, double amount)
{
    std::map<std::string, double> mixed;

    for (const auto& [source, share] : { std::pair { &first, 1.0 - amount }, { &second, amount } })
    {
        double all = 0.0;

        for (const auto& [name, weight] : source->classes)
            all += weight;

        for (const auto& [name, weight] : source->classes)
            if (share > 0.0)
                mixed[name] += share * weight / all;
    }

    return mixed;
}

void morph (MorphOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.start.kind = StartKind::interpolation;
    recipe.start.sources = { sourceFor (options, options.first, options.firstClasses, true),
                             sourceFor (options, options.second, options.secondClasses, true, "--to-class") };

    const auto stem = [] (const std::string& file) { return std::filesystem::path (file).stem().string(); };
    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i)
    {
        recipe.start.amount = options.count == 1 ? 0.5 : i / (options.count - 1.0);
        recipe.classes = between (recipe.start.sources[0], recipe.start.sources[1], recipe.start.amount);
        named.push_back ({ recipe, stem (options.first) + "-to-" + stem (options.second) + '-' + std::to_string (i + 1) });
    }

    makeSounds (options, named, cancel);
}
} // namespace

void addMorphCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<MorphOptions>();
    options->out = ".";
    options->recipe.sampler = SamplerKind::dpmSolver2; // both ways on one grid: the ends come back
    options->recipe.levels.spacing = LevelSpacing::logUniform;
    options->recipe.steps = 50;
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
