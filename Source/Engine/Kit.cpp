#include "Engine/Kit.h"

#include "Audio/Descriptors.h"
#include "Audio/Plot.h"
#include "Engine/Levels.h"
#include "Engine/Sfz.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

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

/** Where a pad's sounds are to lie among those of its class: what the kit has in common, and what is the pad's own.
    Their correlation between two pads is family². */
std::map<std::string, double> descriptorsFor (const Recipe& pad, double family, const ModelInfo& info, std::uint64_t kitSeed)
{
    const auto draw = [&] (std::uint64_t seed, std::size_t index) { // standard normal
        std::mt19937_64 random (seed * 0x9E3779B97F4A7C15u + index);
        const auto uniform = [&] { return (static_cast<double> (random() >> 11) + 0.5) * 0x1p-53; };
        const auto radius = std::sqrt (-2.0 * std::log (uniform()));
        return radius * std::cos (2.0 * std::numbers::pi * uniform());
    };
    const auto drumClass = static_cast<std::size_t> (info.classIndex (pad.classes.begin()->first));
    std::map<std::string, double> wanted = pad.descriptors;

    for (std::size_t i = 0; i < info.descriptors.size(); ++i)
    {
        constexpr double rangeInDeviations = 2.0 * 1.645; // from 5 to 95 %
        const auto& scale = info.descriptors[i];
        const auto& descriptor = descriptorFromKey (scale.key);
        const auto& range = scale.classes.at (drumClass);
        const auto low = onScale (descriptor, range.low), high = onScale (descriptor, range.high);
        const auto common = draw (kitSeed, i), own = draw (pad.seed + 0x5EED, i);
        const auto place = std::clamp (family * common + std::sqrt (1.0 - family * family) * own, -1.5, 1.5);

        wanted.try_emplace (scale.key, fromScale (descriptor, onScale (descriptor, range.middle)
                                                                  + place * (high - low) / rangeInDeviations));
    }

    return wanted;
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

std::vector<Recipe> kitRecipes (const Recipe& base, double family, const ModelInfo& info)
{
    std::vector<Recipe> recipes;

    for (const auto& pad : generalMidiKit())
    {
        auto recipe = base;
        recipe.classes = { { pad.drumClass, 1.0 } };
        recipe.seed = base.seed + recipes.size();
        recipe.peakDb = Recipe {}.peakDb; // until they are matched

        if (family > 0.0)
        {
            recipe.family = { base.seed, family };
            recipe.descriptors = descriptorsFor (recipe, family, info, base.seed);
        }

        recipes.push_back (recipe);
    }

    return recipes;
}

std::vector<Sound> exportKit (const fs::path& folder, std::vector<Sound> sounds, SoundFormat format, int sampleRate)
{
    const auto& pads = generalMidiKit();
    createFolder (folder);
    orderByBrightness (sounds, "tom");
    matchLoudness (sounds);
    std::vector<LabelledSound> cells;
    std::vector<SfzRegion> regions;

    for (std::size_t i = 0; i < pads.size(); ++i)
    {
        exportSound (fileOf (pads[i], folder, format), sounds[i], format, sampleRate);
        cells.push_back ({ sounds[i].audio, pads[i].name });
        regions.push_back ({ fileOf (pads[i], {}, format).string(), pads[i].midiNote });
        regions.back().chokeGroup = pads[i].chokeGroup;
    }

    plotContactSheet (folder / "contact-sheet.png", cells, 4);
    writeAtomically (folder / "kit.sfz", sfzText ("A kit by Stochastick, on the General MIDI percussion keys", regions));
    return sounds;
}
} // namespace stochastick
