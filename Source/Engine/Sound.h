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
    Recipe recipe;
    int networkCalls = 0;
};

/** Writes the sound with its recipe inside, whole or not at all.
    @param sampleRate  Hz; 0 keeps the sound's own */
void exportSound (const std::filesystem::path& path, const Sound& sound, SoundFormat format, int sampleRate = 0);

/** The recipe inside a sound file or of a .json file; throws Error when there is none. */
Recipe readRecipe (const std::filesystem::path& path);
} // namespace stochastick
