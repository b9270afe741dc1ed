#pragma once

#include "Session/Pad.h"

namespace stochastick
{
/** The samples of a sound, which live as long as either pointer; null of none. Any thread. */
inline std::shared_ptr<const MonoAudio> audioOf (const SoundPointer& sound)
{
    return sound == nullptr ? nullptr : std::shared_ptr<const MonoAudio> (sound, &sound->audio);
}
} // namespace stochastick
