#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "Support/Error.h"

#include <charconv>
#include <cmath>

namespace stochastick
{
namespace
{
struct RedoOptions : MakingOptions
{
    std::string file, classes;
    std::vector<std::string> regions, regionsInSamples;
    double fade = 0.005;
    int count = 1;
};

/** "0.05-0.4". @param unit  seconds, or the length of a sample in seconds */
Region parseRegion (const std::string& text, double unit, double fade)
{
    Region region { 0.0, 0.0, fade };
    const auto* end = text.data() + text.size();
    const auto [dash, first] = std::from_chars (text.data(), end, region.from);
    const auto hasDash = first == std::errc {} && dash != end && *dash == '-';

    if (const auto [stop, second] = std::from_chars (hasDash ? dash + 1 : end, end, region.to);
        ! hasDash || second != std::errc {} || stop != end || ! (region.from < region.to) || ! std::isfinite (region.to))
        throw UsageError ("Cannot read the region \"" + text + "\"; write it as from and to, like "
                          + (unit == 1.0 ? "0.05-0.4." : "2205-17640."));

    region.from *= unit;
    region.to *= unit;
    return region;
}

void redo (RedoOptions options, const CancelToken& cancel)
{
    options.resolve();
    auto& recipe = options.recipe;
    recipe.start.sources = { sourceFor (options, { options.file, options.classes, false }, cancel) };
    recipe.classes = recipe.start.sources.front().classes;

    for (const auto& region : options.regions)
        recipe.regions.push_back (parseRegion (region, 1.0, options.fade));

    for (const auto& region : options.regionsInSamples)
        recipe.regions.push_back (parseRegion (region, 1.0 / recipe.start.sources.front().sampleRate, options.fade));

    if (recipe.regions.empty())
        throw UsageError ("Say what is to be made anew with --region, like --region 0.05-0.4.");

    std::vector<NamedRecipe> named;

    for (int i = 0; i < options.count; ++i, ++recipe.seed)
        named.push_back ({ recipe, stemOf (options.file) + "-redone-" + std::to_string (recipe.seed) });

    makeSounds (options, named, cancel);
}
} // namespace

void addRedoCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<RedoOptions>();
    options->out = ".";
    useFillingSampler (options->recipe);
    auto* command = app.add_subcommand ("redo", "Make parts of a sound anew and keep the rest (inpainting)");

    command->add_option ("sound", options->file, "Sound file")->required();
    command->add_option ("--region", options->regions,
                         "Seconds from and to, like 0.05-0.4; several may be given; beyond the end extends the sound");
    command->add_option ("--region-samples", options->regionsInSamples,
                         "The same in samples of the model's rate, like 2205-17640");
    command->add_option ("--fade", options->fade, "Seconds of cross-fade inside each end of a region")
        ->capture_default_str();
    command->add_option ("--class", options->classes, "What the sound is; what its recipe says when left out");
    command->add_option ("--count", options->count, "Sounds, with seeds one apart")
        ->check (CLI::Range (1, 10000))
        ->capture_default_str();
    addMakingOptions (*command, *options);
    addFillOptions (*command, *options);
    command->callback ([options, cancel] { redo (*options, cancel); });
}
} // namespace stochastick
