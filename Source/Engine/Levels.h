#pragma once

#include "Engine/Sound.h"

#include <vector>

namespace stochastick
{
/** Gives a new sound, made with the default peak, another one (dBFS), in its recipe as well: made again, it comes out the
    same to the bit. One that keeps some of a source stays at its level. */
void setPeak (Sound& sound, double peakDb);

/** Turns the louder ones of new sounds down until all are as loud as the softest (LUFS of the loudest 100 ms), by at most 15 dB. */
void matchLoudness (std::vector<Sound>& sounds);
} // namespace stochastick
