#include "Session/PadRecipes.h"

#include "Audio/Shaping.h"
#include "Engine/Inheritance.h"
#include "Engine/Kit.h"
#include "Engine/Layers.h"
#include "Network/ModelInfo.h"
#include "Session/Sources.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace stochastick
{
namespace
{
ModelInfo infoOfModel (const Recipe& recipe)
{
    return readModelInfo (findModel (recipe.model));
}

void requireCount (int count, int most)
{
    if (count < 1 || count > most)
        throw UsageError ("The number of sounds must lie between 1 and " + std::to_string (most) + '.');
}

/** The pad's next recipe without what it begins with, keeps and shares. */
Recipe blank (const Pad& pad)
{
    const Recipe plain;
    auto recipe = pad.recipe;
    recipe.weightHash.clear();
    recipe.seed = drawnSeed();
    recipe.start = plain.start;
    recipe.family = plain.family;
    recipe.regions.clear();
    recipe.keepBelowHz = 0.0;
    recipe.stopAfter = 0;
    return recipe;
}

/** It makes a sound as long and as loud as the pad's. */
Recipe neighbourOf (const Pad& pad, const ModelInfo& info)
{
    auto recipe = blank (pad);
    recipe.start.sources = { sourceOf (pad, info.sampleRate) };
    recipe.classes = recipe.start.sources.front().classes;
    recipe.peakDb = pad.sound()->recipe.peakDb;
    recipe.seconds = recipeSecondsFor (pad.sound()->audio.seconds(), info);
    return recipe;
}

Recipe betweenPads (const Pad& first, const Pad& second)
{
    const auto info = infoOfModel (first.recipe);
    auto recipe = neighbourOf (first, info);
    recipe.start.kind = StartKind::interpolation;
    recipe.start.sources.push_back (sourceOf (second, info.sampleRate));
    recipe.seconds = recipeSecondsFor (std::max (first.sound()->audio.seconds(), second.sound()->audio.seconds()), info);
    recipe.peakDb = Recipe {}.peakDb;
    recipe.levels = {};
    recipe.controls = {};
    recipe.classifier = {};
    recipe.descriptors.clear(); // they would pull all of them to one place
    encodeBothWays (recipe);
    return recipe;
}

bool canMake (const Recipe& recipe, const Distilled& learned)
{
    return recipe.start.kind == StartKind::noise && ! recipe.keepsSome() && recipe.guidance == learned.guidance
           && (recipe.descriptors.empty() || recipe.descriptorGuidance == learned.descriptorGuidance);
}

/** What was distilled from a model for drafts lies beside it under this name; with less work it makes nearly the same sound of
    the same seed. @return whether there is one that can make this recipe */
bool leaveToStudent (Recipe& recipe)
try
{
    const auto student = recipe.model + "-draft";
    const auto info = readModelInfo (findModel (student));

    if (! info.distilled || info.classes != infoOfModel (recipe).classes || ! canMake (recipe, *info.distilled))
        return false;

    recipe.model = student;
    recipe.classifier = {};
    adoptDistilled (recipe, info);
    return true;
}
catch (const Error&)
{
    return false;
}

void takeFewSteps (Recipe& recipe)
{
    constexpr int draftSteps = 6;
    recipe.steps = std::min (recipe.steps, draftSteps);

    if (recipe.levels.spacing == LevelSpacing::list && recipe.levels.list.size() > draftSteps)
        recipe.levels = {};

    if (infoOf (recipe.sampler).adaptive)
        recipe.sampler = Recipe {}.sampler;
}

Request shared (Recipe recipe, double share, const std::string& what)
{
    recipe.start.amount = share;
    recipe.classes = classesBetween (recipe.start.sources[0], recipe.start.sources[1], share);
    return { recipe, percent (share), what + ' ' + percent (share) };
}
} // namespace

std::string percent (double amount)
{
    return std::to_string (std::lround (100.0 * amount)) + " %";
}

std::uint64_t drawnSeed()
{
    return std::random_device {}() % 1'000'000;
}

Request generation (const Pad& pad)
{
    Request request { pad.recipe, {}, "Generated" };

    if (! pad.seedLocked)
    {
        request.recipe.seed = drawnSeed();
        request.recipe.weightHash.clear(); // another sound than the one that they made is asked for
    }

    return request;
}

Request draftOf (const Pad& pad)
{
    Request request { pad.recipe, {}, "Draft" };
    auto& recipe = request.recipe;
    recipe.resamplings = 1;
    recipe.stopAfter = 0;
    recipe.weightHash.clear();

    if (! leaveToStudent (recipe))
        takeFewSteps (recipe);

    return request;
}

std::vector<Request> variations (const Pad& pad, double amount, const std::vector<Lock>& locks, int count)
{
    requireCount (count, 64);
    const auto info = infoOfModel (pad.recipe);
    auto recipe = neighbourOf (pad, info);
    recipe.start.kind = StartKind::variation;
    recipe.start.amount = amount;

    if (! locks.empty())
        keepLocked (recipe, locks, usualLowsHz, pad.sound()->audio.seconds());

    std::vector<Request> requests;

    for (int i = 0; i < count; ++i, ++recipe.seed)
        requests.push_back ({ recipe, std::to_string (i + 1), "Variation " + percent (amount) });

    return requests;
}

std::vector<Request> inBetweens (const Pad& first, const Pad& second, int count)
{
    requireCount (count, 16);
    const auto recipe = betweenPads (first, second);
    std::vector<Request> requests;

    for (int i = 1; i <= count; ++i)
        requests.push_back (shared (recipe, i / (count + 1.0), "Towards " + second.name));

    return requests;
}

std::vector<Request> offspring (const Pad& first, const Pad& second, int count)
{
    requireCount (count, 64);
    auto recipe = betweenPads (first, second);
    recipe.start.fresh = 0.25;
    std::vector<Request> requests;

    for (int i = 0; i < count; ++i, ++recipe.seed)
        requests.push_back (shared (recipe, shareOfChild (recipe.seed), "Child of " + first.name + " and " + second.name));

    return requests;
}

Request redone (const Pad& pad, const std::vector<Region>& regions)
{
    if (regions.empty())
        throw UsageError ("Mark what is to be made anew first.");

    const auto info = infoOfModel (pad.recipe);
    auto recipe = neighbourOf (pad, info);
    recipe.regions = regions;
    auto seconds = pad.sound()->audio.seconds();

    for (const auto& region : regions)
        seconds = std::max (seconds, region.to);

    recipe.seconds = recipeSecondsFor (seconds, info);
    recipe.controls = {};
    recipe.levels = {};
    useFillingSampler (recipe);
    return { recipe, {}, "Redone" };
}

std::vector<Request> layersOf (const Pad& pad, int layers, int roundRobins)
{
    LayerPlan plan;
    plan.layers = layers;
    plan.roundRobins = roundRobins;
    check (plan);
    const auto info = infoOfModel (pad.recipe);
    auto base = neighbourOf (pad, info);
    base.start.kind = StartKind::variation;
    base.start.amount = 0.3;
    std::vector<Request> requests;

    for (const auto& recipe : layerRecipes (base, plan, info))
        requests.push_back ({ recipe, {}, "Layer" });

    return requests;
}

std::vector<Request> kitOf (const Recipe& base, std::uint64_t seed, double family)
{
    if (! (family >= 0.0 && family <= 1.0))
        throw UsageError ("The family amount must lie between 0 and 1.");

    Pad pad;
    pad.recipe = base;
    auto recipe = blank (pad);
    recipe.seed = seed;
    recipe.descriptors.clear();
    std::vector<Request> requests;

    for (const auto& one : kitRecipes (recipe, family, infoOfModel (recipe)))
        requests.push_back ({ one, {}, "Kit " + std::to_string (seed) });

    return requests;
}

Drumification drumified (const Pad& pad, const std::filesystem::path& file, double amount)
{
    const auto info = infoOfModel (pad.recipe);
    auto [source, wasCut] = sourceIn (file, info.sampleRate);
    auto recipe = blank (pad);
    const auto seconds = static_cast<double> (source.samples.size()) / source.sampleRate;
    const auto own = static_cast<double> (info.length) / info.sampleRate;
    source.classes = recipe.classes;
    recipe.seconds = recipeSecondsFor (std::max (recipe.seconds == 0.0 ? own : recipe.seconds, seconds), info);
    recipe.start = { StartKind::variation, amount, { source } };
    const auto name = file.filename().string();
    Drumification result { { recipe, {}, amount == 0.0 ? name : name + ", " + percent (amount) } };

    if (wasCut)
        result.notice = "Only the first 3 seconds of \"" + name + "\" are used: sounds are not longer.";

    return result;
}

Sound untouched (const Recipe& recipe)
{
    const auto& source = recipe.start.sources.at (0);
    Sound sound { { source.samples, source.sampleRate }, recipe };
    changeLevel (sound.audio, recipe.peakDb - Recipe {}.peakDb);
    return sound;
}
} // namespace stochastick
