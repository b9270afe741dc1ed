#pragma once

#include "Audio/MonoAudio.h"

#include <string>

namespace stochastick
{
/** A sound as the bytes of a 24-bit FLAC file: what is stored inside recipes and projects. Samples beyond full scale are
    limited to it. Throws Error when the sound is empty or holds something that is no number. Any thread. */
std::string toFlac (const MonoAudio& audio);

/** The other way, exactly. Throws Error when the bytes are no mono sound. */
MonoAudio fromFlac (const std::string& bytes);

/** The nearest sound that survives toFlac() and fromFlac() unchanged. */
void quantiseTo24Bits (MonoAudio& audio);
} // namespace stochastick
