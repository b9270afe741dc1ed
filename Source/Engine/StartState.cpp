#include "Engine/StartState.h"

#include "Audio/Emphasis.h"
#include "Audio/Shaping.h"
#include "Diffusion/Interpolation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace stochastick
{
namespace
{
/** 1 in the middle of a region, 0 outside, half a cosine at those of its edges that have something beyond them.
    @param end  of the sound, in seconds */
double freedomIn (const Region& region, double seconds, double end)
{
    constexpr auto far = std::numeric_limits<double>::max();
    const auto sinceStart = region.from <= 0.0 ? far : seconds - region.from;
    const auto inside = std::min (sinceStart, region.to >= end && seconds <= region.to ? far : region.to - seconds);

    if (inside < 0.0 || region.fade == 0.0)
        return inside < 0.0 ? 0.0 : 1.0;

    return 0.5 - 0.5 * std::cos (std::numbers::pi * std::min (1.0, inside / region.fade));
}

/** 1 where a sample is kept, 0 where it is made anew. */
std::vector<float> keepMask (const Recipe& recipe, std::size_t length, int sampleRate)
{
    std::vector<float> mask (length);
    const auto end = static_cast<double> (length - 1) / sampleRate;

    if (recipe.regions.empty()) // the lows alone are kept
        return mask;

    for (std::size_t i = 0; i < length; ++i)
    {
        double freedom = 0.0;

        for (const auto& region : recipe.regions)
            freedom = std::max (freedom, freedomIn (region, static_cast<double> (i) / sampleRate, end));

        mask[i] = static_cast<float> (1.0 - freedom);
    }

    return mask;
}
} // namespace

int lengthOf (const Recipe& recipe, const ModelInfo& info)
{
    if (recipe.seconds != 0.0)
        return info.lengthFor (recipe.seconds);

    if (! recipe.keepsSome())
        return info.length;

    auto samples = static_cast<double> (recipe.start.sources.front().samples.size());

    for (const auto& region : recipe.regions)
        samples = std::max (samples, region.to * info.sampleRate);

    const auto length = info.lengthFor (std::max (0.02, samples / info.sampleRate));
    return length >= samples ? length : info.lengthFor (std::min (3.0, samples / info.sampleRate + 0.05));
}

void coverSources (Recipe& recipe, const ModelInfo& info)
{
    std::size_t samples = 0;

    for (const auto& source : recipe.start.sources)
        samples = std::max (samples, source.samples.size());

    if (recipe.seconds == 0.0 && samples > static_cast<std::size_t> (info.length))
        recipe.seconds = std::min (3.0, static_cast<double> (samples) / info.sampleRate);
}

double largestRatioOf (const Recipe& recipe, const ModelInfo& info)
{
    if (recipe.start.kind != StartKind::variation && recipe.start.kind != StartKind::encodedVariation)
        return info.largestRatio;

    return ratioOfAmount (std::max (recipe.start.amount, 1e-4), info.smallestRatio,
                          info.largestRatio); // a range has two ends
}

PreparedSource prepare (const SourceSound& source, const LoadedModel& model, int length)
{
    const auto& info = model.model.info();

    if (source.sampleRate != info.sampleRate)
        throw UsageError ("The source is at " + std::to_string (source.sampleRate) + " Hz but the model at "
                          + std::to_string (info.sampleRate) + " Hz; read it again for this model.");

    MonoAudio audio { source.samples, source.sampleRate };
    audio.samples.resize (static_cast<std::size_t> (length));
    const auto before = peakOf (audio);
    normalisePeak (audio, -1.0);
    const auto gain = before > 0.0f ? peakOf (audio) / before : 1.0f;

    emphasise (audio.samples, info.emphasis);
    return { torch::tensor (audio.samples).reshape ({ 1, 1, -1 }).to (model.model.device()), gain };
}

SamplingResult startState (const Recipe& recipe, const LoadedModel& model, SourceEncoder& encoder, const SamplingRun& run,
                           int length)
{
    const auto& sources = recipe.start.sources;
    const auto noiseOf = [&] (std::uint64_t seed) {
        return Noise ({ seed }).normal (NoisePurpose::start, 0, length).to (model.model.device()) * run.levels.front();
    };
    const auto fresh = [&] {
        return recipe.family.amount == 0.0
                   ? noiseOf (recipe.seed)
                   : slerp (noiseOf (recipe.seed), noiseOf (recipe.family.seed), recipe.family.amount);
    };

    switch (recipe.start.kind)
    {
        case StartKind::noise: return { fresh() };
        case StartKind::variation: return { prepare (sources.front(), model, length).sound + fresh() };
        case StartKind::encodedVariation: return encoder.encode (sources.front(), recipe, run, length);
        case StartKind::interpolation: break;
    }

    const auto first = encoder.encode (sources.at (0), recipe, run, length);
    const auto second = encoder.encode (sources.at (1), recipe, run, length);
    const auto between = slerp (first.samples, second.samples, recipe.start.amount);
    return { recipe.start.fresh == 0.0 ? between : slerp (between, fresh(), recipe.start.fresh),
             first.networkCalls + second.networkCalls, 0, first.complete && second.complete };
}

KeptPart keptPart (const Recipe& recipe, const PreparedSource& source, int sampleRate)
{
    const auto length = source.sound.size (2);
    const auto mask = keepMask (recipe, static_cast<std::size_t> (length), sampleRate);

    if (std::ranges::all_of (mask, [] (float kept) { return kept == 1.0f; }))
        throw UsageError ("The regions that are to be made anew lie outside the sound.");

    return { source.sound, torch::tensor (mask).reshape ({ 1, 1, -1 }).to (source.sound.device()),
             recipe.keepBelowHz / sampleRate };
}

void keepSource (MonoAudio& made, const Recipe& recipe)
{
    auto source = recipe.start.sources.front().samples;
    source.resize (made.samples.size());
    const auto mask = keepMask (recipe, made.samples.size(), made.sampleRate);

    if (recipe.keepBelowHz > 0.0)
    {
        const auto lows =
            lowBand (torch::tensor (source) - torch::tensor (made.samples), recipe.keepBelowHz / made.sampleRate);

        for (std::size_t i = 0; i < mask.size(); ++i)
            made.samples[i] += lows.data_ptr<float>()[i];
    }

    if (mask.back() < 1.0f)
        fadeOut (made, 0.02);

    for (std::size_t i = 0; i < mask.size(); ++i)
        made.samples[i] = mask[i] == 1.0f ? source[i] : made.samples[i] + (source[i] - made.samples[i]) * mask[i];
}
} // namespace stochastick
