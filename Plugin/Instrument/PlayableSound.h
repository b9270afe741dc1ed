#pragma once

#include <vector>

namespace stochastick
{
/** One recording of a sound and the MIDI velocities, 1…127, that play it. Mono. */
struct SoundZone
{
    int lowVelocity = 1, highVelocity = 127;
    double sampleRate = 44100.0; ///< Hz
    std::vector<float> samples {};
};

/** What a pad plays; never changed after it was handed over. Zones that hold the same velocity take turns. */
struct PlayableSound
{
    std::vector<SoundZone> zones {};
};

/** The same without what cannot be played: empty zones are left out, samples that are no numbers become silence,
    an impossible sample rate becomes 44100 Hz. */
PlayableSound mended (const PlayableSound& sound);

/** Whether mended() would change nothing. */
bool isPlayable (const PlayableSound& sound);
} // namespace stochastick
