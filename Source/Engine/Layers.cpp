#include "Engine/Layers.h"

#include "Audio/Features.h"
#include "Audio/Plot.h"
#include "Engine/Levels.h"
#include "Engine/Sfz.h"
#include "Network/ModelInfo.h"
#include "Support/AtomicFile.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr auto brightnessKey = "brightness";

void requireBetween (const std::string& name, double value, double low, double high)
{
    if (! (value >= low && value <= high))
        throw UsageError (name + " must lie between " + std::to_string (std::lround (low)) + " and "
                          + std::to_string (std::lround (high)) + '.');
}

bool canBeTold (const ModelInfo& info, const std::string& key)
{
    return std::any_of (info.descriptors.begin(), info.descriptors.end(),
                        [&] (const DescriptorScale& scale) { return scale.key == key; });
}
} // namespace

void check (const LayerPlan& plan)
{
    requireBetween ("The number of layers", plan.layers, 1, 16);
    requireBetween ("The number of round robins", plan.roundRobins, 1, 16);
    requireBetween ("The MIDI key", plan.key, 0, 127);
    requireBetween ("The darkening in octaves", plan.darkening, 0, 3);
}

int highestVelocity (const LayerPlan& plan, int layer)
{
    return static_cast<int> (std::lround (127.0 * (layer + 1) / plan.layers));
}

double peakDbOf (const LayerPlan& plan, int layer)
{
    return std::max (-31.0, -1.0 + 40.0 * std::log10 (highestVelocity (plan, layer) / 127.0));
}

std::vector<Recipe> layerRecipes (const Recipe& base, const LayerPlan& plan, const ModelInfo& info)
{
    check (plan);
    const auto& source = base.start.sources.at (0);
    const auto brightness = measure ({ source.samples, source.sampleRate }).brightnessHz;
    std::vector<Recipe> recipes;

    for (int layer = 0; layer < plan.layers; ++layer)
        for (int i = 0; i < plan.roundRobins; ++i)
        {
            auto recipe = base;
            recipe.seed = base.seed + recipes.size();
            recipe.peakDb = Recipe {}.peakDb; // until they are layered

            if (canBeTold (info, brightnessKey) && ! base.descriptors.contains (brightnessKey))
            {
                const auto softness = 1.0 - highestVelocity (plan, layer) / 127.0;
                recipe.descriptors[brightnessKey] = std::max (20.0, brightness * std::exp2 (-plan.darkening * softness));
            }

            recipes.push_back (recipe);
        }

    return recipes;
}

std::string layerName (const std::string& name, const LayerPlan& plan, std::size_t index)
{
    const auto robins = static_cast<std::size_t> (plan.roundRobins);
    return name + '-' + std::to_string (index / robins + 1) + '-' + std::to_string (index % robins + 1);
}

std::vector<Sound> exportLayers (const std::filesystem::path& folder, const std::string& name, std::vector<Sound> sounds,
                                 const LayerPlan& plan, SoundFormat format, int sampleRate)
{
    createFolder (folder);
    std::stable_sort (sounds.begin(), sounds.end(), [] (const Sound& a, const Sound& b) {
        return measure (a.audio).brightnessHz < measure (b.audio).brightnessHz;
    });

    std::vector<LabelledSound> cells;
    std::vector<SfzRegion> regions;

    for (std::size_t i = 0; i < sounds.size(); ++i)
    {
        const auto layer = static_cast<int> (i) / plan.roundRobins;
        const auto file = layerName (name, plan, i) + extensionOf (format);
        setPeak (sounds[i], peakDbOf (plan, layer));
        exportSound (folder / file, sounds[i], format, sampleRate);
        cells.push_back ({ sounds[i].audio, layerName (name, plan, i) });
        regions.push_back ({ file, plan.key, layer == 0 ? 1 : highestVelocity (plan, layer - 1) + 1,
                             highestVelocity (plan, layer), static_cast<int> (i) % plan.roundRobins + 1, plan.roundRobins,
                             -1.0 - sounds[i].recipe.peakDb, 0 }); // the player's velocity curve takes the files' place
    }

    plotContactSheet (folder / (name + "-layers.png"), cells, std::max (plan.roundRobins, 2));
    writeAtomically (folder / (name + ".sfz"), sfzText (name + ": velocity layers by Stochastick", regions));
    return sounds;
}
} // namespace stochastick
