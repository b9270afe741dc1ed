#include "CommandLine/Commands.h"
#include "CommandLine/MakeSounds.h"
#include "CommandLine/SoundReport.h"
#include "Engine/Kit.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

#include <cstdio>

namespace stochastick
{
namespace
{
struct KitOptions : MakingOptions
{
    double family = 0.5;
};

void makeKit (KitOptions options, const CancelToken& cancel)
{
    options.resolve();
    const std::filesystem::path folder = options.out;
    const auto format = options.soundFormat();

    for (const auto& pad : generalMidiKit())
        options.protect (fileOf (pad, folder, format));

    options.protect (folder / "kit.sfz");
    options.protect (folder / "contact-sheet.png");

    ProgressLine line;
    Generator generator (options.generator);
    generator.modelInfo().requireClasses ("A kit");
    std::vector<Sound> sounds;
    createFolder (folder); // before the work, so that a bad path is known at once

    introduce (generator, line);
    std::vector<NamedRecipe> named;

    for (auto& recipe : kitRecipes (options.recipe, options.family, generator.modelInfo()))
        named.push_back ({ recipe, generalMidiKit()[named.size()].name });

    chooseForTime (options, named, generator, line);

    for (std::size_t i = 0; i < named.size(); ++i)
        sounds.push_back (makeWithProgress (generator, named[i].recipe, cancel, line, named[i].name, i, named.size()));

    sounds = exportKit (folder, std::move (sounds), format, options.sampleRate);

    if (! options.json)
    {
        line.say ("A kit of " + std::to_string (sounds.size()) + " sounds (seed " + std::to_string (options.recipe.seed)
                  + ") is in " + folder.string() + ": sounds, kit.sfz and contact-sheet.png");
        return;
    }

    auto described = nlohmann::json::array();

    for (std::size_t i = 0; i < sounds.size(); ++i)
        described.push_back (describe (sounds[i], fileOf (generalMidiKit()[i], folder, format)));

    printJson (nlohmann::json { { "folder", folder.string() }, { "sounds", described } });
}
} // namespace

void addKitCommand (CLI::App& app, const CancelToken& cancel)
{
    auto options = std::make_shared<KitOptions>();
    options->out = "kit";
    auto* command = app.add_subcommand ("kit", "Make 16 drums on the General MIDI keys: sounds, SFZ and a contact sheet");

    command
        ->add_option ("--family", options->family,
                      "0 … 1: how much the sounds have in common (all bright or dark, long or short, ...)")
        ->check (CLI::Range (0.0, 1.0))
        ->capture_default_str();
    addMakingOptions (*command, *options);
    addWithinOption (*command, *options);
    command->callback ([options, cancel] { makeKit (*options, cancel); });
}
} // namespace stochastick
