#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Engine/Locks.h"
#include "Engine/StartState.h"
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

/** What suits the way of varying, unless the person says otherwise: fresh noise, without which an encoded sound comes back as it
    was, or new parts do not fit the kept ones. */
void chooseSampler (VaryOptions& options, StartKind start)
{
    if (options.given ("--sampler") || ! options.within.empty())
        return;

    auto& recipe = options.recipe;

    if (start == StartKind::encodedVariation)
    {
        options.sampler = infoOf (SamplerKind::ddim).key;
        recipe.controls.eta = options.given ("--eta") ? recipe.controls.eta : 0.2;
    }
    else if (! options.keep.empty())
    {
        const auto steps = recipe.steps;
        useFillingSampler (recipe);
        options.sampler = infoOf (recipe.sampler).key;
        recipe.steps = options.given ("--steps") ? steps : recipe.steps;
    }
}

/** Towards a class that the person names, starting from what the sound is. */
void vary (VaryOptions options, const CancelToken& cancel)
{
    auto& recipe = options.recipe;
    const auto start = startFromKey (options.method);
    chooseSampler (options, start);
    options.resolve();
    recipe.start.kind = start;

    if (infoOf (recipe.start.kind).sources != 1)
        throw UsageError ("A variation starts with \"variation\" or \"encoded-variation\", not \"" + options.method + "\".");

    recipe.start.sources = { sourceFor (options, { options.file, options.classes }, cancel) };
    auto& source = recipe.start.sources.front();
    recipe.classes = source.classes;

    if (const auto said = classesSaidBy (options.file); ! said.empty()) // it is encoded as what it is
        source.classes = said;

    const auto info = readModelInfo (findModel (options.generator.model));
    coverSources (recipe, info);

    if (! options.keep.empty())
        keepLocked (recipe, parseLocks (options.keep), options.lowsHz,
                    static_cast<double> (lengthOf (recipe, info)) / info.sampleRate);

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
    command
        ->add_option ("--method", options->method, "variation, or encoded-variation (of its own: --sampler ddim --eta 0.2)")
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
