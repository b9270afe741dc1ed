#include "CommandLine/Commands.h"
#include "CommandLine/RecipeOptions.h"
#include "CommandLine/SoundReport.h"
#include "Engine/Kit.h"
#include "Support/AtomicFile.h"

#include <cstdio>

namespace stochastick
{
namespace
{
void makeKit (MakingOptions options, const CancelToken& cancel)
{
    options.resolve();
    const std::filesystem::path folder = options.out;
    const auto format = options.soundFormat();
    const auto recipes = kitRecipes (options.recipe);

    for (const auto& pad : generalMidiKit())
        options.protect (fileOf (pad, folder, format));

    options.protect (folder / "kit.sfz");
    options.protect (folder / "contact-sheet.png");

    ProgressLine line;
    Generator generator (options.generator);
    std::vector<Sound> sounds;
    createFolder (folder); // before the work, so that a bad path is known at once

    if (! generator.deviceNotice().empty())
        line.say (generator.deviceNotice());

    for (std::size_t i = 0; i < recipes.size(); ++i)
        sounds.push_back (
            makeWithProgress (generator, recipes[i], cancel, line, generalMidiKit()[i].name, i, recipes.size()));

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
    auto options = std::make_shared<MakingOptions>();
    options->out = "kit";
    auto* command = app.add_subcommand ("kit", "Make 16 drums on the General MIDI keys: sounds, SFZ and a contact sheet");

    addMakingOptions (*command, *options);
    command->callback ([options, cancel] { makeKit (*options, cancel); });
}
} // namespace stochastick
