#include "Engine/SourceEncoder.h"

#include "Engine/StartState.h"

#include <algorithm>

namespace stochastick
{
namespace
{
constexpr std::size_t entriesKept = 8; // a few hundred kB each

/** A recipe with nothing but what the encoding depends on. */
Recipe keyOf (const SourceSound& source, const Recipe& recipe)
{
    Recipe key;
    key.classes = source.classes.empty() ? recipe.classes : source.classes;
    key.guidance = recipe.guidance;
    key.steps = recipe.steps;
    key.sampler = recipe.sampler;
    key.controls = recipe.controls;
    key.controls.eta = 0.0; // the way up is the flow's
    key.process = recipe.process;
    key.levels = recipe.levels;
    key.start = { recipe.start.kind, 0.0, { source } };

    if (recipe.start.kind == StartKind::encodedVariation)
        key.start.amount = recipe.start.amount; // it decides the level

    return key;
}
} // namespace

SamplingResult SourceEncoder::encode (const SourceSound& source, const Recipe& recipe, const SamplingRun& run, int length)
{
    const auto key = keyOf (source, recipe);
    const auto found = std::find_if (remembered.begin(), remembered.end(),
                                     [&] (const Entry& entry) { return entry.length == length && entry.key == key; });

    if (found != remembered.end())
        return { found->result.samples, 0, found->result.moves, found->result.complete };

    const auto denoise = model.model.denoiser (model.weightsOf (key.classes), key.guidance);
    SamplingRun upwards { run.sampler, key.controls, run.process, run.levels, run.cancel, {}, {}, {} };
    const auto result = encodeAlong (upwards, denoise, prepare (source, model, length).sound);

    remembered.push_front ({ key, length, result });

    if (remembered.size() > entriesKept)
        remembered.pop_back();

    return result;
}
} // namespace stochastick
