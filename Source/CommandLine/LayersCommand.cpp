#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "CommandLine/SoundReport.h"
#include "Engine/Layers.h"
#include "Engine/StartState.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

namespace stochastick
{
namespace
{
struct LayersOptions : MakingOptions
{
    std::string file, classes;
    LayerPlan plan;
};

void makeLayers (LayersOptions options, const CancelToken& cancel)
{
    options.resolve();
    check (options.plan);
    auto& recipe = options.recipe;
    recipe.start.kind = StartKind::variation;
    recipe.start.sources = { sourceFor (options, { options.file, options.classes }, cancel) };
    recipe.classes = recipe.start.sources.front().classes;
    coverSources (recipe, readModelInfo (findModel (options.generator.model)));

    const std::filesystem::path folder = options.out;
    const auto name = stemOf (options.file);
    const auto format = options.soundFormat();
    const auto fileOf = [&] (std::size_t i) { return folder / (layerName (name, options.plan, i) + extensionOf (format)); };
    const auto count = static_cast<std::size_t> (options.plan.layers * options.plan.roundRobins);

    for (std::size_t i = 0; i < count; ++i)
        options.protect (fileOf (i));

    options.protect (folder / (name + ".sfz"));
    options.protect (folder / (name + "-layers.png"));

    ProgressLine line;
    Generator generator (options.generator);
    introduce (generator, line);
    std::vector<NamedRecipe> named;

    for (auto& one : layerRecipes (recipe, options.plan, generator.modelInfo()))
        named.push_back ({ one, {} });

    chooseForTime (options, named, generator, line);
    std::vector<Sound> sounds;

    for (std::size_t i = 0; i < named.size(); ++i)
        sounds.push_back (
            makeWithProgress (generator, named[i].recipe, cancel, line, layerName (name, options.plan, i), i, named.size()));

    sounds = exportLayers (folder, name, std::move (sounds), options.plan, format, options.sampleRate);

    if (! options.json)
    {
        line.say (std::to_string (options.plan.layers) + " layers of " + std::to_string (options.plan.roundRobins)
                  + " sounds are in " + folder.string() + ": sounds, " + name + ".sfz and " + name + "-layers.png");
        return;
    }

    auto described = nlohmann::json::array();

    for (std::size_t i = 0; i < sounds.size(); ++i)
        described.push_back (describe (sounds[i], fileOf (i)));

    printJson (nlohmann::json { { "folder", folder.string() }, { "sounds", described } });
}
} // namespace

void addLayersCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<LayersOptions>();
    options->out = "layers";
    options->recipe.start.amount = 0.3;
    auto& plan = options->plan;
    auto* command = app.add_subcommand ("layers", "Make velocity layers and round robins of one drum, as an SFZ instrument");

    command->add_option ("sound", options->file, "Sound file")->required();
    command->add_option ("--class", options->classes, "What it is; what its recipe says when left out");
    command->add_option ("--layers", plan.layers, "Ranges of velocity, 1 to 16")->capture_default_str();
    command->add_option ("--round-robins", plan.roundRobins, "Sounds that take turns in each, 1 to 16")
        ->capture_default_str();
    command->add_option ("--key", plan.key, "MIDI note, 0 to 127")->capture_default_str();
    command
        ->add_option ("--darkening", plan.darkening, "Octaves of brightness from the hardest stroke to the softest, 0 to 3")
        ->capture_default_str();
    command->add_option ("--amount", options->recipe.start.amount, "How far from the sound: 0 … 1")->capture_default_str();
    addMakingOptions (*command, *options);
    addWithinOption (*command, *options);
    command->callback ([options, cancel] { makeLayers (*options, cancel); });
}
} // namespace stochastick
