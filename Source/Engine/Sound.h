#pragma once

#include "Audio/MonoAudio.h"
#include "Audio/SoundFormat.h"
#include "Engine/Recipe.h"

#include <filesystem>

namespace stochastick
{
/** A result: samples, their rate, and the recipe that made them. A plain value: any thread. */
struct Sound
{
    MonoAudio audio;
    Recipe recipe; ///< as asked for, but for learned levels, which stand in it as the list that was used
    int networkCalls = 0;
    std::string notice {}; ///< a sentence when the sound is not all that was asked for
};

/** Writes the sound with its recipe inside, whole or not at all.
    @param sampleRate  Hz; 0 keeps the sound's own */
void exportSound (const std::filesystem::path& path, const Sound& sound, SoundFormat format, int sampleRate = 0);

/** The recipe inside a sound file or of a .json file; throws Error when there is none. */
Recipe readRecipe (const std::filesystem::path& path);
} // namespace stochastick
