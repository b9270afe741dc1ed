#pragma once

#include "Session/Pad.h"

#include <filesystem>

namespace stochastick
{
struct ModelInfo;

/** The longest sound that recipes can ask for. */
inline constexpr double longestRecipeSeconds = 3.0;

/** A pad's sound as a source, every sample as it is; throws UsageError for an empty pad. */
SourceSound sourceOf (const Pad& pad, int sampleRate);

/** A file as a source, from its onset and at −1 dBFS, and no longer than recipes can ask for. */
struct FileSource
{
    SourceSound source {};
    bool wasCut = false;
};

/** Throws Error when the file cannot be used or holds silence. */
FileSource sourceIn (const std::filesystem::path& file, int sampleRate);

/** What a recipe's length must be for a sound of that many seconds: 0 when it is the model's own. */
double recipeSecondsFor (double seconds, const ModelInfo& info);
} // namespace stochastick
