#include "Editor/LockedParts.h"

#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
namespace
{
/** All that the recipe does not make anew. */
std::vector<LockedParts::Stretch> keptOf (const Recipe& recipe, double seconds)
{
    std::vector<LockedParts::Stretch> kept;
    double from = 0.0;

    for (const auto& region : recipe.regions)
    {
        if (region.from > from)
            kept.push_back ({ from, region.from });

        from = region.to;
    }

    if (from < seconds)
        kept.push_back ({ from, seconds });

    return kept;
}
} // namespace

LockedParts lockedParts (const MonoAudio& audio, const std::vector<Lock>& locks)
{
    constexpr double anyHz = 200.0;
    LockedParts parts;
    parts.lows = std::find (locks.begin(), locks.end(), Lock::lows) != locks.end();

    if (audio.samples.empty() || locks.size() == (parts.lows ? 1u : 0u))
        return parts;

    Recipe recipe;
    recipe.start.sources.push_back ({ audio.samples, audio.sampleRate, {} });

    try
    {
        keepLocked (recipe, locks, anyHz, audio.seconds());
        parts.stretches = keptOf (recipe, audio.seconds());
    }
    catch (const UsageError&) // all of it is kept, which the engine says when it is asked for
    {
        parts.stretches.push_back ({ 0.0, audio.seconds() });
    }

    return parts;
}
} // namespace stochastick
