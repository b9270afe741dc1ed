#include "Engine/RecipeStart.h"

#include "Audio/MemoryFlac.h"
#include "Audio/Resampler.h"
#include "Audio/Shaping.h"
#include "Support/KeyedTable.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double amountExponent = 0.75;
}

const std::vector<StartInfo>& allStarts()
{
    static const std::vector<StartInfo> table {
        { StartKind::noise, "noise", "New", 0 },
        { StartKind::variation, "variation", "Variation", 1 },
        { StartKind::encodedVariation, "encoded-variation", "Variation (encoded)", 1 },
        { StartKind::interpolation, "interpolation", "Between two sounds", 2 },
    };

    return table;
}

const StartInfo& infoOf (StartKind kind)
{
    return rowOf (allStarts(), &StartInfo::kind, kind);
}

StartKind startFromKey (std::string_view key)
{
    return rowWithKey (allStarts(), "start", key).kind;
}

double ratioOfAmount (double amount, double smallest, double largest)
{
    return smallest * std::pow (largest / smallest, std::pow (amount, amountExponent));
}

double amountOfRatio (double ratio, double smallest, double largest)
{
    return std::pow (std::log (ratio / smallest) / std::log (largest / smallest), 1.0 / amountExponent);
}

const std::vector<FillInfo>& allFillMethods()
{
    static const std::vector<FillInfo> table {
        { FillMethod::replacement, "replacement", "Replacement" },
        { FillMethod::reconstruction, "reconstruction", "Reconstruction guidance" },
    };

    return table;
}

const std::string& keyOf (FillMethod method)
{
    return rowOf (allFillMethods(), &FillInfo::method, method).key;
}

FillMethod fillMethodFromKey (std::string_view key)
{
    return rowWithKey (allFillMethods(), "fill method", key).method;
}

SourceSound sourceOf (MonoAudio audio, const std::string& name)
{
    quantiseTo24Bits (audio);

    while (! audio.samples.empty() && audio.samples.back() == 0.0f)
        audio.samples.pop_back();

    if (audio.samples.empty())
        throw Error (name + " is silent; choose a sound.");

    return { std::move (audio.samples), audio.sampleRate, {} };
}

SourceSound asSource (MonoAudio sound, int sampleRate, bool fromOnset, const std::string& name)
{
    auto audio = resample (sound, sampleRate);

    if (fromOnset)
    {
        trimOnset (audio, -40.0, 0.0005);
        normalisePeak (audio, -1.0);
    }

    return sourceOf (std::move (audio), name);
}
} // namespace stochastick
