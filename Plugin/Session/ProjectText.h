#pragma once

#include "Session/PadBook.h"

namespace stochastick
{
inline constexpr int projectVersion = 1;

/** The pads as JSON of one version; each distinct sound stands in it once, as FLAC of 24 bits in base64. Of each history it
    holds what plays, the favourites and the 8 newest. Throws Error for a sound that cannot be stored. Any thread. */
std::string projectText (const Pads& pads);

/** Reads projects of this version and of all earlier ones. Throws Error in a sentence for everything else. Any thread. */
Pads padsFromText (const std::string& text);
} // namespace stochastick
