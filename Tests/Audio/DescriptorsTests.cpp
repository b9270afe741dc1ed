#include "Audio/Descriptors.h"

#include "Audio/AudioTestTools.h"
#include "Audio/Shaping.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

namespace
{
/** A sine that falls by 40 dB in `decay` seconds. */
MonoAudio decaying (double hz, double decay)
{
    auto audio = audiotest::sine (hz, 3.0 * decay, 44100, 0.8);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
        audio.samples[i] *= static_cast<float> (std::pow (10.0, -2.0 * static_cast<double> (i) / 44100.0 / decay));

    return audio;
}

double valueOf (const std::string& key, const MonoAudio& audio)
{
    return descriptorFromKey (key).of (measure (audio));
}
} // namespace

TEST_CASE ("the descriptors of a decaying sine are its decay and its frequency")
{
    for (const double hz : { 400.0, 3000.0 })
        for (const double decay : { 0.1, 0.4 })
        {
            CAPTURE (hz, decay);
            const auto sound = decaying (hz, decay);
            CHECK (valueOf ("decay", sound) == Approx (decay).epsilon (0.05));
            CHECK (valueOf ("brightness", sound) == Approx (hz).epsilon (0.1));
        }
}

TEST_CASE ("the loudness that a person asks for is that at a peak of -1 dBFS, whatever the level")
{
    auto sound = decaying (400.0, 0.2);
    const auto asked = valueOf ("loudness", sound);
    normalisePeak (sound, -1.0);
    CHECK (measure (sound).loudnessDb == Approx (asked).margin (0.01));
    changeLevel (sound, -17.0);
    CHECK (valueOf ("loudness", sound) == Approx (asked).margin (0.01));
    CHECK (valueOf ("loudness", decaying (400.0, 0.02)) < asked - 3.0);
}

TEST_CASE ("descriptors have different keys in a fixed order, and texts for people")
{
    std::vector<std::string> keys;

    for (const auto& descriptor : allDescriptors())
    {
        keys.push_back (descriptor.key);
        CHECK (descriptorFromKey (descriptor.key).name == descriptor.name);
        CHECK_FALSE (descriptor.unit.empty());
        CHECK_FALSE (descriptor.help.empty());
    }

    REQUIRE (keys.size() >= 3);
    keys.resize (3); // later ones may follow: the columns of stored networks
    CHECK (keys == std::vector<std::string> { "decay", "brightness", "loudness" });
}

TEST_CASE ("an unknown descriptor is wrong usage, answered with the nearest")
{
    CHECK_THROWS_AS (descriptorFromKey ("brigthness"), UsageError);
    CHECK_THAT (sentenceOf ([] { descriptorFromKey ("brigthness"); }),
                Contains ("descriptor") && Contains ("did you mean \"brightness\"?"));
}

TEST_CASE ("positions on the scale lead back to the value")
{
    for (const auto& descriptor : allDescriptors())
        for (const double value : { 0.01, 1.0, 777.0 })
        {
            CAPTURE (descriptor.key, value);
            CHECK (fromScale (descriptor, onScale (descriptor, value)) == Approx (value));
            CHECK (onScale (descriptor, 2.0 * value) > onScale (descriptor, value));
        }
}

TEST_CASE ("equal ratios of times and frequencies are equal steps, and equal decibels are")
{
    for (const std::string key : { "decay", "brightness" })
    {
        const auto& descriptor = descriptorFromKey (key);
        CHECK (onScale (descriptor, 4.0) - onScale (descriptor, 2.0) == Approx (onScale (descriptor, 2.0)));
        CHECK (onScale (descriptor, 0.0) == Approx (std::log (1e-6)));
    }

    CHECK (onScale (descriptorFromKey ("loudness"), -12.5) == -12.5);
}
