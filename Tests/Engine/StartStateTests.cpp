#include "Engine/StartState.h"

#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <numeric>

using namespace stochastick;

namespace
{
constexpr int rate = 1000; // Hz

/** A second of a level of 0.5, of which regions are made anew. */
Recipe redone (std::vector<Region> regions)
{
    Recipe recipe;
    recipe.start = { StartKind::noise, 0.0, { { std::vector<float> (1000, 0.5f), rate, {} } } };
    recipe.regions = std::move (regions);
    return recipe;
}

/** Where silence was made anew. */
std::vector<float> keptOf (const Recipe& recipe, std::size_t length = 1000)
{
    MonoAudio made { std::vector<float> (length), rate };
    keepSource (made, recipe);
    return made.samples;
}

double sumOf (const std::vector<float>& samples, std::size_t from, std::size_t to)
{
    return std::accumulate (samples.begin() + static_cast<std::ptrdiff_t> (from),
                            samples.begin() + static_cast<std::ptrdiff_t> (to), 0.0);
}

Recipe variationOf (std::vector<std::size_t> lengths)
{
    Recipe recipe;

    for (const auto length : lengths)
        recipe.start.sources.push_back ({ std::vector<float> (length, 0.5f), rate, {} });

    return recipe;
}
} // namespace

TEST_CASE ("a region fades where something lies beyond its edge, and not at the ends of the sound")
{
    const auto middle = keptOf (redone ({ { 0.2, 0.6, 0.1 } }));
    CHECK (sumOf (middle, 0, 200) == Approx (100.0));
    CHECK (middle[250] == Approx (0.25).margin (0.01));
    CHECK (sumOf (middle, 300, 500) == 0.0);

    CHECK (sumOf (keptOf (redone ({ { 0.0, 0.5, 0.1 } })), 0, 400) == 0.0);
    CHECK (sumOf (keptOf (redone ({ { 0.5, 1.0, 0.1 } })), 600, 1000) == 0.0);
    CHECK (sumOf (keptOf (redone ({ { 0.5, 3.0, 0.1 } })), 600, 1000) == 0.0);
    CHECK (sumOf (keptOf (redone ({ { 0.5, 2.0, 0.1 } }), 2000), 600, 2000) == 0.0); // beyond the source's end
}

TEST_CASE ("regions outside the sound are refused in a sentence")
{
    const PreparedSource source { torch::zeros ({ 1, 1, 500 }) };
    CHECK_THROWS_AS (keptPart (redone ({ { 0.6, 0.7 } }), source, rate), UsageError);
    CHECK_NOTHROW (keptPart (redone ({ { 0.4, 0.7 } }), source, rate));
}

TEST_CASE ("a sound becomes as long as the longer of its sources, unless it was given a length or the model's is longer")
{
    ModelInfo info;
    info.sampleRate = rate;
    info.length = 800;
    const auto secondsFor = [&] (Recipe recipe, double given = 0.0) {
        recipe.seconds = given;
        coverSources (recipe, info);
        return recipe.seconds;
    };

    CHECK (secondsFor (variationOf ({ 700 })) == 0.0);
    CHECK (secondsFor (variationOf ({ 900 })) == Approx (0.9));
    CHECK (secondsFor (variationOf ({ 900, 2000 })) == Approx (2.0));
    CHECK (secondsFor (variationOf ({ 5000 })) == 3.0);
    CHECK (secondsFor (variationOf ({ 5000 }), 0.5) == 0.5);
}
