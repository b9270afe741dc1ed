#include "Engine/Locks.h"

#include "Audio/Features.h"
#include "Support/KeyedTable.h"

#include <sstream>

namespace stochastick
{
namespace
{
struct Stretch
{
    Lock lock;
    double from, to; // seconds
};

/** Attack, body and tail of a sound, one after the other. */
std::vector<Stretch> stretchesOf (const SourceSound& source, double seconds)
{
    constexpr double attackSeconds = 0.02, shortestBody = 0.04, bodyShare = 0.4;
    const auto features = measure ({ source.samples, source.sampleRate });
    const auto attackEnd = std::min (features.onsetSeconds + attackSeconds, seconds);
    const auto bodyEnd = std::min (attackEnd + std::max (shortestBody, bodyShare * features.decaySeconds), seconds);

    return { { Lock::attack, 0.0, attackEnd }, { Lock::body, attackEnd, bodyEnd }, { Lock::tail, bodyEnd, seconds } };
}
} // namespace

const std::vector<LockInfo>& allLocks()
{
    static const std::vector<LockInfo> table {
        { Lock::attack, "attack", "Attack" },
        { Lock::body, "body", "Body" },
        { Lock::tail, "tail", "Tail" },
        { Lock::lows, "lows", "Lows" },
    };

    return table;
}

std::vector<Lock> parseLocks (std::string_view text)
{
    std::istringstream parts { std::string (text) };
    std::vector<Lock> locks;

    for (std::string key; std::getline (parts, key, ',');)
        locks.push_back (rowWithKey (allLocks(), "part of a sound", key).lock);

    return locks;
}

void keepLocked (Recipe& recipe, const std::vector<Lock>& locks, double lowsHz, double seconds)
{
    const auto holds = [&] (Lock lock) { return std::find (locks.begin(), locks.end(), lock) != locks.end(); };

    if (holds (Lock::lows))
        recipe.keepBelowHz = lowsHz;

    if (! holds (Lock::attack) && ! holds (Lock::body) && ! holds (Lock::tail))
        return;

    for (const auto& stretch : stretchesOf (recipe.start.sources.at (0), seconds))
    {
        if (holds (stretch.lock) || stretch.to - stretch.from < 1e-3)
            continue;

        if (! recipe.regions.empty() && recipe.regions.back().to == stretch.from)
            recipe.regions.back().to = stretch.to;
        else
            recipe.regions.push_back ({ stretch.from, stretch.to });
    }

    if (recipe.regions.empty())
        throw UsageError ("Attack, body and tail are all kept: nothing is left to change.");
}
} // namespace stochastick
