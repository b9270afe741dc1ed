#include "Session/PlayableZones.h"

#include "Engine/Layers.h"

namespace stochastick
{
namespace
{
SoundZone zoneOf (const MonoAudio& audio, int lowVelocity = 1, int highVelocity = 127)
{
    return { lowVelocity, highVelocity, static_cast<double> (audio.sampleRate), audio.samples };
}
} // namespace

std::shared_ptr<const PlayableSound> playable (const MonoAudio& audio)
{
    if (audio.samples.empty())
        return nullptr;

    return std::make_shared<const PlayableSound> (mended ({ { zoneOf (audio) } }));
}

std::shared_ptr<const PlayableSound> playable (const Pad& pad)
{
    if (pad.sound() == nullptr || pad.layers.empty())
        return pad.sound() == nullptr ? nullptr : playable (pad.sound()->audio);

    LayerPlan plan;
    plan.roundRobins = pad.roundRobins;
    plan.layers = pad.layerCount();
    PlayableSound sound;

    for (std::size_t i = 0; i < pad.layers.size(); ++i)
    {
        const auto layer = static_cast<int> (i) / plan.roundRobins;
        sound.zones.push_back (
            zoneOf (pad.layers[i]->audio, highestVelocity (plan, layer - 1) + 1, highestVelocity (plan, layer)));
    }

    return std::make_shared<const PlayableSound> (mended (sound));
}
} // namespace stochastick
