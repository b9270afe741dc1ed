#pragma once

#include "Engine/Sound.h"

#include <vector>

namespace stochastick
{
/** Gives a new sound another peak, dBFS, in its recipe as well: made again, it comes out the same to the bit. */
void setPeak (Sound& sound, double peakDb);

/** Turns the louder ones down until all are as loud as the softest (LUFS of the loudest 100 ms), by at most 15 dB. */
void matchLoudness (std::vector<Sound>& sounds);
} // namespace stochastick
