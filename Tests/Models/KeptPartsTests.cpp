// What is kept of a sound, and what becomes of the rest, with the shipped weights.

#include "Diffusion/Inpainting.h"
#include "Engine/Locks.h"
#include "Models/ShippedDrums.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace shipped;

namespace
{
const Region region { 0.06, 0.3 };

/** A recipe for a snare that keeps some of another one. */
Recipe fillingRecipe (std::uint64_t seed)
{
    auto recipe = recipeOf ("snare", seed);
    useFillingSampler (recipe);
    recipe.steps = 10;
    recipe.start.sources = { drumSource ("snare", 80) };
    return recipe;
}

MonoAudio redone (std::uint64_t seed)
{
    auto recipe = fillingRecipe (seed);
    recipe.regions = { region };
    return make (recipe);
}

/** Whether a sample of this time is made anew, wholly or in a cross-fade. */
bool isAnew (const std::vector<Region>& regions, double seconds)
{
    return std::ranges::any_of (regions,
                                [=] (const Region& r) { return (seconds > r.from || r.from == 0.0) && seconds < r.to; });
}

struct Comparison
{
    int changesWhereKept = 0;
    double differenceWhereAnew = 0.0; ///< RMS, as share of the first sound's
};

Comparison compare (const MonoAudio& a, const MonoAudio& b, const std::vector<Region>& regions)
{
    Comparison result;
    double power = 0.0, difference = 0.0;
    REQUIRE (a.samples.size() == b.samples.size());

    for (std::size_t i = 0; i < a.samples.size(); ++i)
    {
        const double x = a.samples[i], y = b.samples[i];

        if (! isAnew (regions, static_cast<double> (i) / a.sampleRate))
        {
            result.changesWhereKept += x != y ? 1 : 0;
            continue;
        }

        power += x * x;
        difference += (x - y) * (x - y);
    }

    result.differenceWhereAnew = std::sqrt (difference / power);
    return result;
}

/** The source of a recipe, as long as what was made from it. */
MonoAudio sourceFor (const MonoAudio& made, const Recipe& recipe)
{
    MonoAudio source { recipe.start.sources.front().samples, made.sampleRate };
    source.samples.resize (made.samples.size());
    return source;
}

double largestStep (const MonoAudio& audio, double from, double to)
{
    const auto first = static_cast<std::size_t> (std::max (0.0, from) * audio.sampleRate);
    const auto last = std::min (audio.samples.size() - 1, static_cast<std::size_t> (to * audio.sampleRate));
    double largest = 0.0;

    for (auto i = first; i < last; ++i)
        largest = std::max (largest, std::abs (static_cast<double> (audio.samples[i + 1]) - audio.samples[i]));

    return largest;
}

/** RMS of the lows of a difference, as share of those of the first sound. */
double differenceOfLows (const MonoAudio& a, const MonoAudio& b, double hz)
{
    const auto lows = [&] (const torch::Tensor& x) {
        return lowBand (x, hz / a.sampleRate).square().mean().sqrt().item<double>();
    };
    const auto first = torch::tensor (a.samples);
    return lows (first - torch::tensor (b.samples)) / lows (first);
}
} // namespace

TEST_CASE ("a part made anew leaves the rest of a sound as it was to the bit, and is another one for each seed", "[models]")
{
    const auto first = redone (5), second = redone (6);
    const auto source = sourceFor (first, fillingRecipe (5));

    for (const auto& [a, b] : { std::pair { &source, &first }, { &source, &second }, { &first, &second } })
    {
        const auto compared = compare (*a, *b, { region });
        CHECK (compared.changesWhereKept == 0);
        CHECK (compared.differenceWhereAnew > 0.3);
    }
}

TEST_CASE ("nothing jumps where a part made anew meets what is kept", "[models]")
{
    constexpr double nearby = 0.02; // seconds
    const auto end = region.to - region.fade;

    for (std::uint64_t seed = 5; seed < 8; ++seed)
    {
        const auto audio = redone (seed);
        const auto elsewhere =
            std::max ({ largestStep (audio, 0.0, region.from), largestStep (audio, region.from + region.fade, end),
                        largestStep (audio, region.to, audio.seconds()) });

        for (const auto fade : { region.from, end })
        {
            const auto inFade = largestStep (audio, fade, fade + region.fade);
            const auto around = std::max (largestStep (audio, fade - nearby, fade),
                                          largestStep (audio, fade + region.fade, fade + region.fade + nearby));
            CAPTURE (seed, fade, inFade, around, elsewhere);
            CHECK (inFade <= elsewhere);
            CHECK (inFade < 2.0 * around);
        }
    }
}

TEST_CASE ("a locked attack, body or tail stays to the bit while the rest of the sound changes", "[models]")
{
    for (const auto lock : { Lock::attack, Lock::body, Lock::tail })
    {
        auto recipe = fillingRecipe (5);
        recipe.start.kind = StartKind::variation;
        recipe.start.amount = 0.7;
        keepLocked (recipe, { lock }, usualLowsHz, drum ("snare", 80).seconds());
        const auto made = make (recipe);
        const auto compared = compare (sourceFor (made, recipe), made, recipe.regions);

        CAPTURE (static_cast<int> (lock), compared.differenceWhereAnew);
        CHECK (compared.changesWhereKept == 0);
        CHECK (compared.differenceWhereAnew > 0.1);
    }
}

TEST_CASE ("locked lows stay while the rest of the sound changes, as they do not without the lock", "[models]")
{
    auto recipe = fillingRecipe (5);
    recipe.classes = { { "tom", 1.0 } };
    recipe.start = { StartKind::variation, 0.7, { drumSource ("tom", 80) } };
    const auto free = make (recipe);
    keepLocked (recipe, { Lock::lows }, usualLowsHz, drum ("tom", 80).seconds());
    const auto locked = make (recipe);
    const auto source = sourceFor (locked, recipe);
    const auto lowsHz = usualLowsHz / 2.0; // whose slope ends where the lock's begins
    const auto ofLocked = differenceOfLows (source, locked, lowsHz), ofFree = differenceOfLows (source, free, lowsHz);
    const auto ofAll = compare (source, locked, { { 0.0, source.seconds() } }).differenceWhereAnew;

    CAPTURE (ofLocked, ofFree, ofAll);
    CHECK (ofLocked < 0.2);
    CHECK (ofLocked < 0.5 * ofFree);
    CHECK (ofAll > ofLocked);
    CHECK (ofAll > 0.1);
}
