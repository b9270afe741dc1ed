#include "Instrument/PadSettings.h"

#include "Engine/Kit.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace stochastick;

TEST_CASE ("the default pads have the notes of the command line's kit in the same order")
{
    REQUIRE (generalMidiKit().size() == static_cast<std::size_t> (padCount));

    for (int pad = 0; pad < padCount; ++pad)
        CHECK (defaultNote (pad) == generalMidiKit()[static_cast<std::size_t> (pad)].midiNote);

    CHECK (defaultNote (-1) == -1);
    CHECK (defaultNote (padCount) == -1);
}

TEST_CASE ("settings that are not numbers become the default, those out of range the nearest in it")
{
    const auto nan = std::numeric_limits<float>::quiet_NaN(), infinite = std::numeric_limits<float>::infinity();
    PadSettings settings;
    settings.levelDb = settings.pan = settings.decayMs = settings.cutoffHz = settings.resonance = nan;
    CHECK (inRange (settings) == PadSettings {});

    settings.levelDb = infinite;
    settings.pan = -infinite;
    settings.tuneSemitones = 25.0f;
    settings.cutoffHz = 1.0f;
    settings.resonance = 1e9f;
    settings.chokeGroup = 9;
    settings.bus = -1;
    settings.note = 128;
    const auto usable = inRange (settings);
    CHECK (usable.levelDb == 12.0f);
    CHECK (usable.pan == -1.0f);
    CHECK (usable.tuneSemitones == 24.0f);
    CHECK (usable.cutoffHz == 20.0f);
    CHECK (usable.resonance == 10.0f);
    CHECK (usable.chokeGroup == 8);
    CHECK (usable.bus == 0);
    CHECK (usable.note == 127);
}

TEST_CASE ("pan keeps the power and leaves the middle as it is")
{
    PadSettings settings;
    CHECK (stereoGain (settings).left == 1.0f);
    CHECK (stereoGain (settings).right == 1.0f);

    for (const auto pan : { -1.0f, -0.7f, -0.1f, 0.4f, 1.0f })
    {
        CAPTURE (pan);
        settings.pan = pan;
        const auto gain = stereoGain (settings);
        CHECK (gain.left * gain.left + gain.right * gain.right == Approx (2.0));
        CHECK ((gain.left > gain.right) == (pan < 0.0f));
    }

    settings.pan = 1.0f;
    CHECK (stereoGain (settings).left == 0.0f);
    settings.pan = -1.0f;
    CHECK (stereoGain (settings).right == 0.0f);
}

TEST_CASE ("the lowest level is silence")
{
    PadSettings settings;
    settings.levelDb = -6.0f;
    CHECK (stereoGain (settings).left == Approx (0.501187));
    settings.levelDb = PadSettings::silentDb;
    CHECK (stereoGain (settings).left == 0.0f);
    settings.levelDb = PadSettings::silentDb + 1.0f;
    CHECK (stereoGain (settings).right == Approx (std::pow (10.0, -59.0 / 20.0)));
}

TEST_CASE ("velocity makes the level by its square, not at all, or something between")
{
    PadSettings settings;
    CHECK (velocityGain (settings, 1.0f) == 1.0f);
    CHECK (velocityGain (settings, 0.5f) == Approx (0.25));
    settings.velocityToLevel = 0.0f;
    CHECK (velocityGain (settings, 0.1f) == 1.0f);
    settings.velocityToLevel = 0.5f;
    CHECK (velocityGain (settings, 0.5f) == Approx (0.625));
}
