#pragma once

#include "Instrument/PlayableSound.h"
#include "Session/Pad.h"

namespace stochastick
{
// What the instrument plays, from what the engine makes. Any thread.

/** One zone for all velocities; null for a sound without samples. */
std::shared_ptr<const PlayableSound> playable (const MonoAudio& audio);

/** The pad's velocity layers and round robins, or its take alone; null for an empty pad. */
std::shared_ptr<const PlayableSound> playable (const Pad& pad);
} // namespace stochastick
