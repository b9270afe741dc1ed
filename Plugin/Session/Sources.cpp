#include "Session/Sources.h"

#include "Audio/MemoryFlac.h"
#include "Audio/Resampler.h"
#include "Audio/Shaping.h"
#include "Audio/SoundFile.h"
#include "Network/ModelInfo.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
namespace
{
/** As recipes carry them: what 24 bits hold, without silence at the end. */
SourceSound sourceFrom (MonoAudio audio, const std::string& name)
{
    quantiseTo24Bits (audio);

    while (! audio.samples.empty() && audio.samples.back() == 0.0f)
        audio.samples.pop_back();

    if (audio.samples.empty())
        throw Error (name + " is silent; choose a sound.");

    return { std::move (audio.samples), audio.sampleRate, {} };
}
} // namespace

SourceSound sourceOf (const Pad& pad, int sampleRate)
{
    if (pad.sound() == nullptr)
        throw UsageError ("The pad \"" + pad.name + "\" is empty; generate a sound first.");

    auto source = sourceFrom (resample (pad.sound()->audio, sampleRate), "The sound of \"" + pad.name + '"');
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
    return { sourceFrom (std::move (audio), '"' + file.string() + '"'), wasCut };
}

double recipeSecondsFor (double seconds, const ModelInfo& info)
{
    const auto wanted = std::clamp (seconds, 0.02, longestRecipeSeconds);
    return info.lengthFor (wanted) == info.length ? 0.0 : wanted;
}
} // namespace stochastick
