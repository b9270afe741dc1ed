#pragma once

#include "Engine/Locks.h"
#include "Engine/Sound.h"

namespace stochastick
{
/** What of a sound stays when it is varied with locks, to be shown. */
struct LockedParts
{
    struct Stretch
    {
        double from = 0.0, to = 0.0; ///< seconds
    };

    std::vector<Stretch> stretches {};
    bool lows = false;
};

/** Measures the sound: a few ms. Any thread. */
LockedParts lockedParts (const MonoAudio& audio, const std::vector<Lock>& locks);
} // namespace stochastick
