// What the shipped weights promise; how good they sound is measured by `stochastick evaluate` (Models/drums/CARD.md).

#include "Audio/Features.h"
#include "Models/ShippedDrums.h"
#include "Network/ModelInfo.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using namespace shipped;

namespace
{
double medianOf (const std::string& drumClass, double DrumFeatures::*feature)
{
    std::vector<double> values;

    for (std::uint64_t seed = 0; seed < 5; ++seed)
        values.push_back (measure (drum (drumClass, seed)).*feature);

    std::sort (values.begin(), values.end());
    return values[2];
}
} // namespace

TEST_CASE ("the shipped model knows the nine classes and says under which licence it may be used", "[models]")
{
    CHECK (generator().modelInfo().classes == drumClasses());
    CHECK_FALSE (readModelInfo (modelFolder).licence.empty());
}

TEST_CASE ("every class of the shipped model gives a finite sound that starts at once and has no offset", "[models]")
{
    for (const auto& drumClass : drumClasses())
    {
        INFO (drumClass);
        const auto& sound = drum (drumClass, 11);
        const auto features = measure (sound);

        CHECK (std::all_of (sound.samples.begin(), sound.samples.end(), [] (float x) { return std::isfinite (x); }));
        CHECK (features.peakDb == Approx (-1.0).margin (0.01));
        CHECK (features.onsetSeconds < 0.05);
        CHECK (std::abs (features.dc) < 2e-3);
        CHECK (sound.samples.back() == 0.0f);
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
    const auto first = make (recipeOf ("snare", 5));
    CHECK (first.samples == make (recipeOf ("snare", 5)).samples);
    CHECK (first.samples != make (recipeOf ("snare", 6)).samples);
}
