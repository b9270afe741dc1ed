#include "Engine/Levels.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Features.h"
#include "Audio/Shaping.h"
#include "Doubles/TinyModel.h"
#include "Engine/Generator.h"

#include <catch2/catch.hpp>

using namespace stochastick;

namespace
{
/** Long enough for the meter, with its peak at −1 dBFS as a recipe has it. */
Sound tone (double hz, double seconds)
{
    Sound sound { audiotest::sine (hz, seconds), {} };
    normalisePeak (sound.audio, sound.recipe.peakDb);
    return sound;
}

double loudnessOf (const Sound& sound)
{
    return measure (sound.audio).loudnessDb;
}

double peakDbOf (const Sound& sound)
{
    return 20.0 * std::log10 (static_cast<double> (peakOf (sound.audio)));
}
} // namespace

TEST_CASE ("the louder sounds become as loud as the softest, and their recipes say so")
{
    std::vector<Sound> sounds { tone (1000.0, 0.3), tone (200.0, 0.04), tone (4000.0, 0.2), tone (300.0, 0.3) };
    const auto softest = loudnessOf (sounds[1]);
    REQUIRE (softest < loudnessOf (sounds[0]) - 2.0);
    matchLoudness (sounds);

    for (const auto& sound : sounds)
    {
        CHECK (loudnessOf (sound) == Approx (softest).margin (0.1));
        CHECK (sound.recipe.peakDb == Approx (peakDbOf (sound)).margin (1e-3));
        CHECK_NOTHROW (check (sound.recipe));
    }

    CHECK (sounds[1].recipe.peakDb == -1.0);
    CHECK (sounds[2].recipe.peakDb < -3.0);
}

TEST_CASE ("no sound is turned down by more than 15 dB")
{
    std::vector<Sound> sounds { tone (1000.0, 0.3), tone (1000.0, 0.001) }; // 20 dB apart
    matchLoudness (sounds);
    CHECK (sounds[0].recipe.peakDb == Approx (-16.0));
    CHECK (sounds[1].recipe.peakDb == -1.0);
}

TEST_CASE ("matching the loudness of one sound or of none changes nothing")
{
    std::vector<Sound> none, one { tone (1000.0, 0.1) };
    const auto before = one;
    matchLoudness (none);
    matchLoudness (one);
    CHECK (one[0].audio.samples == before[0].audio.samples);
    CHECK (one[0].recipe == before[0].recipe);
}

TEST_CASE ("a sound with another peak is made again by its recipe, to the bit")
{
    Generator generator ({ test::tinyModel().string(), "cpu", 1 });
    Recipe recipe;
    recipe.steps = 3;

    for (const double peakDb : { -1.0, -7.3, -31.0, 0.0 })
    {
        CAPTURE (peakDb);
        auto sound = generator.make (recipe, {}, {});
        setPeak (sound, peakDb);
        CHECK (sound.recipe.peakDb == peakDb);
        CHECK (peakDbOf (sound) == Approx (peakDb).margin (1e-4));
        CHECK (generator.make (sound.recipe, {}, {}).audio.samples == sound.audio.samples);
    }
}
