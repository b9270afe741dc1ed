#include "Engine/Levels.h"

#include "Audio/Features.h"
#include "Audio/Shaping.h"

#include <algorithm>

namespace stochastick
{
void setPeak (Sound& sound, double peakDb)
{
    if (sound.recipe.keepsSome())
        return;

    changeLevel (sound.audio, peakDb - sound.recipe.peakDb);
    sound.recipe.peakDb = peakDb;
}

void matchLoudness (std::vector<Sound>& sounds)
{
    constexpr double mostDb = 15.0;
    std::vector<double> loudness;

    for (const auto& sound : sounds)
        loudness.push_back (measure (sound.audio).loudnessDb);

    if (sounds.empty())
        return;

    const auto softest = *std::min_element (loudness.begin(), loudness.end());

    for (std::size_t i = 0; i < sounds.size(); ++i)
        setPeak (sounds[i], sounds[i].recipe.peakDb - std::min (mostDb, loudness[i] - softest));
}
} // namespace stochastick
