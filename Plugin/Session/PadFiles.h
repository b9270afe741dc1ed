#pragma once

#include "Session/PadBook.h"
#include "Session/Session.h"

namespace stochastick
{
// Pads as files. All throw Error; each file is written whole or not at all. Message thread.

/** "Snare 2!" → "snare-2"; "pad" when nothing is left. */
std::string fileNameOf (const std::string& padName);

/** The pad's take with its recipe inside. Throws UsageError for an empty pad. */
void writePad (const Pad& pad, const std::filesystem::path& file, int sampleRate);

/** "01-kick.wav", or "01-kick-1-1.wav" for layers and round robins, and kit.sfz, all or nothing but for files of the same
    names that stood there. Throws UsageError when all pads are empty. */
void writeKit (const Pads& pads, const std::filesystem::path& folder, int sampleRate, const std::vector<PadKey>& keys);

/** Whether writeKit() would write over files that stand in the folder. Does not throw. */
bool kitWouldReplace (const Pads& pads, const std::filesystem::path& folder);

/** In this user's data folder, which outlasts the session of a DAW that refers to it; where there is none, in the system's
    temporary one. The name follows from the content, and what stands there under it is taken as it is. */
std::filesystem::path writeDraggable (const Pad& pad, int sampleRate);
} // namespace stochastick
