#include "Session/Sources.h"

#include "Audio/Resampler.h"
#include "Audio/Shaping.h"
#include "Audio/SoundFile.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
SourceSound sourceOf (const Pad& pad, int sampleRate)
{
    if (pad.sound() == nullptr)
        throw UsageError ("The pad \"" + pad.name + "\" is empty; generate a sound first.");

    auto source = sourceOf (resample (pad.sound()->audio, sampleRate), "The sound of \"" + pad.name + '"');
    source.classes = pad.sound()->recipe.classes;
    return source;
}

FileSource sourceIn (const std::filesystem::path& file, int sampleRate)
{
    auto audio = readSoundFile (file);
    trimOnset (audio, -40.0, 0.0005);
    const auto longest = static_cast<std::size_t> (longestRecipeSeconds * audio.sampleRate);
    const auto wasCut = audio.samples.size() > longest;

    if (wasCut) // before it is resampled: that takes long
        fitLength (audio, longest, 0.02);

    audio = resample (audio, sampleRate);
    audio.samples.resize (std::min (audio.samples.size(), static_cast<std::size_t> (longestRecipeSeconds * sampleRate)));
    normalisePeak (audio, -1.0);
    return { sourceOf (std::move (audio), '"' + file.string() + '"'), wasCut };
}

double recipeSecondsFor (double seconds, const ModelInfo& info)
{
    const auto wanted = std::clamp (seconds, 0.02, longestRecipeSeconds);
    return info.lengthFor (wanted) == info.length ? 0.0 : wanted;
}
} // namespace stochastick
