#include "Engine/Kit.h"

#include "Audio/Features.h"
#include "Audio/Plot.h"
#include "Support/AtomicFile.h"

#include <algorithm>
#include <sstream>

namespace stochastick
{
namespace fs = std::filesystem;

namespace
{
/** Neighbouring pads' sounds of one class, reordered so that brightness rises with the key. */
void orderByBrightness (std::vector<Sound>& sounds, const std::string& drumClass)
{
    std::vector<Sound*> ofClass;

    for (std::size_t i = 0; i < sounds.size(); ++i)
        if (generalMidiKit()[i].drumClass == drumClass)
            ofClass.push_back (&sounds[i]);

    std::vector<Sound> sorted;

    for (auto* sound : ofClass)
        sorted.push_back (std::move (*sound));

    std::stable_sort (sorted.begin(), sorted.end(), [] (const Sound& a, const Sound& b) {
        return measure (a.audio).brightnessHz < measure (b.audio).brightnessHz;
    });

    for (std::size_t i = 0; i < ofClass.size(); ++i)
        *ofClass[i] = std::move (sorted[i]);
}

std::string sfzText (const std::string& extension)
{
    std::ostringstream text;
    text << "// A kit by Stochastick, on the General MIDI percussion keys\n"
            "<global> loop_mode=one_shot amp_veltrack=90\n";

    for (const auto& pad : generalMidiKit())
    {
        text << "<region> sample=" << pad.name << extension << " key=" << pad.midiNote;

        if (pad.chokeGroup > 0)
            text << " group=" << pad.chokeGroup << " off_by=" << pad.chokeGroup << " off_mode=fast";

        text << '\n';
    }

    return text.str();
}
} // namespace

const std::vector<KitPad>& generalMidiKit()
{
    static const std::vector<KitPad> pads {
        { 35, "35-kick-2", "kick", 0 },
        { 36, "36-kick", "kick", 0 },
        { 37, "37-rimshot", "rimshot", 0 },
        { 38, "38-snare", "snare", 0 },
        { 39, "39-clap", "clap", 0 },
        { 40, "40-snare-2", "snare", 0 },
        { 41, "41-tom-low", "tom", 0 },
        { 42, "42-hat-closed", "hat_closed", 1 },
        { 44, "44-hat-closed-2", "hat_closed", 1 },
        { 45, "45-tom-mid", "tom", 0 },
        { 46, "46-hat-open", "hat_open", 1 },
        { 48, "48-tom-high", "tom", 0 },
        { 49, "49-cymbal", "cymbal", 0 },
        { 51, "51-cymbal-2", "cymbal", 0 },
        { 56, "56-percussion", "percussion", 0 },
        { 63, "63-percussion-2", "percussion", 0 },
    };

    return pads;
}

fs::path fileOf (const KitPad& pad, const fs::path& folder, SoundFormat format)
{
    return folder / (pad.name + extensionOf (format));
}

std::vector<Recipe> kitRecipes (const Recipe& base)
{
    std::vector<Recipe> recipes;

    for (const auto& pad : generalMidiKit())
    {
        auto recipe = base;
        recipe.classes = { { pad.drumClass, 1.0 } };
        recipe.seed = base.seed + recipes.size();
        recipes.push_back (recipe);
    }

    return recipes;
}

std::vector<Sound> exportKit (const fs::path& folder, std::vector<Sound> sounds, SoundFormat format, int sampleRate)
{
    const auto& pads = generalMidiKit();
    createFolder (folder);
    orderByBrightness (sounds, "tom");
    std::vector<LabelledSound> cells;

    for (std::size_t i = 0; i < pads.size(); ++i)
    {
        exportSound (fileOf (pads[i], folder, format), sounds[i], format, sampleRate);
        cells.push_back ({ sounds[i].audio, pads[i].name });
    }

    plotContactSheet (folder / "contact-sheet.png", cells, 4);
    writeAtomically (folder / "kit.sfz", sfzText (extensionOf (format)));
    return sounds;
}
} // namespace stochastick
