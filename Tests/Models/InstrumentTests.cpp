// What makes an instrument of several sounds of the shipped weights: velocity layers, and kits whose pads are a family.

#include "Audio/AudioTestTools.h"
#include "Audio/Descriptors.h"
#include "Engine/Kit.h"
#include "Engine/Layers.h"
#include "Models/ShippedDrums.h"
#include "Network/ModelInfo.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace shipped;

namespace
{
constexpr int fewSteps = 8;

/** Where a sound lies within the range of its class, one number for each descriptor. */
std::vector<double> placesOf (const MonoAudio& audio, const std::string& drumClass)
{
    const auto& info = generator().modelInfo();
    const auto features = measure (audio);
    std::vector<double> places;

    for (const auto& scale : info.descriptors)
    {
        const auto& descriptor = descriptorFromKey (scale.key);
        const auto& range = scale.classes[static_cast<std::size_t> (info.classIndex (drumClass))];
        const auto width = onScale (descriptor, range.high) - onScale (descriptor, range.low);
        places.push_back ((onScale (descriptor, descriptor.of (features)) - onScale (descriptor, range.middle)) / width);
    }

    return places;
}

/** Variance of the pads' places around those of their kit, added up over descriptors and a few kits. */
double spreadOfPads (double family)
{
    double spread = 0.0;

    for (const std::uint64_t seed : { 1u, 100u, 200u })
    {
        std::vector<torch::Tensor> pads;

        for (const auto& recipe : kitRecipes (recipeOf ("kick", seed, fewSteps), family, generator().modelInfo()))
            pads.push_back (torch::tensor (placesOf (make (recipe), recipe.classes.begin()->first), torch::kFloat64));

        spread += torch::stack (pads).var (0, false).sum().item<double>();
    }

    return spread;
}
} // namespace

TEST_CASE ("velocity layers become louder and brighter, and stay close to their drum", "[models]")
{
    const audiotest::TemporaryFolder folder;
    const LayerPlan plan;
    auto base = recipeOf ("snare", 1, fewSteps);
    base.start = { StartKind::variation, 0.3, { drumSource ("snare", 80) } };
    std::vector<Sound> sounds;

    for (const auto& recipe : layerRecipes (base, plan, generator().modelInfo()))
        sounds.push_back (generator().make (recipe, {}, {}));

    sounds = exportLayers (folder.path, "snare", sounds, plan, SoundFormat::wav24, 0);
    double lastLoudness = -120.0, lastBrightness = 0.0, toDrum = 0.0;

    for (std::size_t i = 0; i < sounds.size(); i += static_cast<std::size_t> (plan.roundRobins))
    {
        double loudness = 0.0, brightness = 0.0; // means of the round robins

        for (std::size_t robin = i; robin < i + static_cast<std::size_t> (plan.roundRobins); ++robin)
        {
            const auto features = measure (sounds[robin].audio);
            loudness += features.loudnessDb / plan.roundRobins;
            brightness += features.brightnessHz / plan.roundRobins;
            toDrum += distance (sounds[robin].audio, drum ("snare", 80)) / static_cast<double> (sounds.size());
        }

        CAPTURE (i, loudness, lastLoudness, brightness, lastBrightness);
        CHECK (loudness > lastLoudness + 1.0);
        CHECK (brightness > lastBrightness);
        lastLoudness = loudness;
        lastBrightness = brightness;
    }

    CHECK (toDrum < 0.8 * distance (drum ("snare", 80), drum ("snare", 81)));
}

TEST_CASE ("the pads of a family are more alike, each for what it is, than pads that have nothing in common", "[models]")
{
    const auto strangers = spreadOfPads (0.0), relatives = spreadOfPads (1.0);
    CAPTURE (strangers, relatives);
    CHECK (relatives < strangers);
}
