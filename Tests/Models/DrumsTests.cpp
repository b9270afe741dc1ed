// What the shipped weights promise; how good they sound is measured by `stochastick evaluate` (Models/drums/CARD.md).

#include "Audio/Features.h"
#include "Engine/Generator.h"
#include "Network/ModelInfo.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

using namespace stochastick;

namespace
{
Generator& drums()
{
    static Generator generator ({ STOCHASTICK_MODELS_FOLDER "/drums", "cpu" });
    return generator;
}

Sound make (const std::string& drumClass, std::uint64_t seed)
{
    Recipe recipe;
    recipe.classes = { { drumClass, 1.0 } };
    recipe.seed = seed;
    return drums().make (recipe, {}, {});
}

double medianOf (const std::string& drumClass, double DrumFeatures::*feature)
{
    std::vector<double> values;

    for (std::uint64_t seed = 0; seed < 5; ++seed)
        values.push_back (measure (make (drumClass, seed).audio).*feature);

    std::sort (values.begin(), values.end());
    return values[2];
}
} // namespace

TEST_CASE ("the shipped model knows the nine classes and says under which licence it may be used", "[models]")
{
    CHECK (drums().modelInfo().classes == drumClasses());
    CHECK_FALSE (readModelInfo (STOCHASTICK_MODELS_FOLDER "/drums").licence.empty());
}

TEST_CASE ("every class of the shipped model gives a finite sound that starts at once and has no offset", "[models]")
{
    for (const auto& drumClass : drumClasses())
    {
        INFO (drumClass);
        const auto sound = make (drumClass, 11);
        const auto features = measure (sound.audio);

        CHECK (std::all_of (sound.audio.samples.begin(), sound.audio.samples.end(),
                            [] (float x) { return std::isfinite (x); }));
        CHECK (features.peakDb == Approx (-1.0).margin (0.01));
        CHECK (features.onsetSeconds < 0.05);
        CHECK (std::abs (features.dc) < 2e-3);
        CHECK (sound.audio.samples.back() == 0.0f);
    }
}

TEST_CASE ("the shipped model's kicks are dark, its closed hats bright and short", "[models]")
{
    CHECK (medianOf ("kick", &DrumFeatures::brightnessHz) < 500.0);
    CHECK (medianOf ("hat_closed", &DrumFeatures::brightnessHz) > 3000.0);
    CHECK (medianOf ("hat_closed", &DrumFeatures::tailDb) < -45.0);
}

TEST_CASE ("the shipped model gives the same samples for a seed twice and others for another seed", "[models]")
{
    const auto first = make ("snare", 5);
    CHECK (first.audio.samples == make ("snare", 5).audio.samples);
    CHECK (first.audio.samples != make ("snare", 6).audio.samples);
}
