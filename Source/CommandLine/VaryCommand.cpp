#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Engine/Locks.h"
#include "Network/ModelInfo.h"

namespace stochastick
{
namespace
{
struct VaryOptions : MakingOptions
{
    std::string file, classes, keep, method = infoOf (StartKind::variation).key;
    double lowsHz = usualLowsHz;
    int count = 1;
};

/** Of the sound that is made, in seconds. */
double lengthFor (const VaryOptions& options)
{
    const auto info = readModelInfo (findModel (options.generator.model));
    return options.recipe.seconds > 0.0 ? options.recipe.seconds : static_cast<double> (info.length) / info.sampleRate;
}

/** Towards a class that the person names, starting from what the sound is. */
void vary (VaryOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.start.kind = startFromKey (options.method);

    if (infoOf (recipe.start.kind).sources != 1)
        throw UsageError ("A variation starts with \"variation\" or \"encoded-variation\", not \"" + options.method + "\".");

    recipe.start.sources = { sourceFor (options, options.file, options.classes, true) };
    recipe.classes = recipe.start.sources.front().classes;

    if (! options.keep.empty())
        keepLocked (recipe, parseLocks (options.keep), options.lowsHz, lengthFor (options));

    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i, ++recipe.seed)
        named.push_back ({ recipe, stemOf (options.file) + "-varied-" + std::to_string (recipe.seed) });

    makeSounds (options, named, cancel);
}
} // namespace

void addVaryCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<VaryOptions>();
    options->out = ".";
    options->recipe.start.amount = 0.3;
    auto* command = app.add_subcommand ("vary", "Make variations of any sound, or turn a beatbox take into a drum");

    command->add_option ("sound", options->file, "Sound file")->required();
    command->add_option ("--amount", options->recipe.start.amount, "0: the sound itself … 1: a new one")
        ->capture_default_str();
    command->add_option ("--class", options->classes, "What to make of it; what its recipe says when left out");
    command->add_option ("--method", options->method, "variation or encoded-variation (with --sampler ddim --eta 0.2)")
        ->capture_default_str();
    command->add_option ("--keep", options->keep, "What stays as it is, of attack,body,tail,lows");
    command->add_option ("--lows", options->lowsHz, "Hz: what --keep lows keeps is below")->capture_default_str();
    command->add_option ("--count", options->count, "Variations, with seeds one apart")
        ->check (CLI::Range (1, 10000))
        ->capture_default_str();
    addMakingOptions (*command, *options);
    addFillOptions (*command, *options);
    addWithinOption (*command, *options);
    command->callback ([options, cancel] { vary (*options, cancel); });
}
} // namespace stochastick
