#include "Instrument/PlayableSound.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
bool isNumber (float sample)
{
    return std::isfinite (sample);
}

bool isPossibleRate (double rate)
{
    return rate >= 1.0 && rate <= 1e7;
}

bool isPlayableZone (const SoundZone& zone)
{
    return ! zone.samples.empty() && isPossibleRate (zone.sampleRate)
           && std::all_of (zone.samples.begin(), zone.samples.end(), isNumber);
}
} // namespace

bool isPlayable (const PlayableSound& sound)
{
    return std::all_of (sound.zones.begin(), sound.zones.end(), isPlayableZone);
}

PlayableSound mended (const PlayableSound& sound)
{
    auto result = sound;
    std::erase_if (result.zones, [] (const SoundZone& zone) { return zone.samples.empty(); });

    for (auto& zone : result.zones)
    {
        std::replace_if (
            zone.samples.begin(), zone.samples.end(), [] (float sample) { return ! isNumber (sample); }, 0.0f);

        if (! isPossibleRate (zone.sampleRate))
            zone.sampleRate = 44100.0;
    }

    return result;
}
} // namespace stochastick
