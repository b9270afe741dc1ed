#include "Audio/SoundFile.h"
#include "Engine/Kit.h"
#include "PluginState.h"
#include "Session/ProjectText.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <cstdio>

// A program for `make factory-kit`: from the FLAC files of `stochastick kit` to a preset of Resources/Kits.

using namespace stochastick;

namespace
{
Pads padsFrom (const std::filesystem::path& folder)
{
    auto pads = generalMidiPads();
    const auto& kit = generalMidiKit();

    for (std::size_t i = 0; i < kit.size(); ++i)
    {
        const auto file = fileOf (kit[i], folder, SoundFormat::flac);
        auto sound = std::make_shared<Sound>();
        sound->audio = readSoundFile (file);
        sound->recipe = pads[i].recipe = readRecipe (file);
        addTake (pads[i], { .sound = std::move (sound), .label = "Factory" });
    }

    return pads;
}

PluginState stateOf (const Pads& pads)
{
    PluginState state;
    state.session = projectText (pads);

    for (auto pad = 0; pad < padCount; ++pad)
        state.notes[static_cast<std::size_t> (pad)] = defaultNote (pad);

    return state;
}
} // namespace

int main (int count, const char** arguments)
{
    if (count != 3)
    {
        std::fputs ("Usage: FactoryKitMaker FOLDER-OF-A-KIT-IN-FLAC OUT.stochastick\n", stderr);
        return 2;
    }

    try
    {
        writeAtomically (arguments[2], toText (stateOf (padsFrom (arguments[1]))));
        return 0;
    }
    catch (const Error& error)
    {
        std::fprintf (stderr, "%s\n", error.what());
        return 1;
    }
}
