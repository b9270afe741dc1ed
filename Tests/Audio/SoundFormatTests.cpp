#include "Audio/SoundFormat.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;

TEST_CASE ("every sound format is found by its key and has an extension")
{
    REQUIRE (allSoundFormats().size() == 4);

    for (const auto format : allSoundFormats())
    {
        CHECK (soundFormatFromKey (keyOf (format)) == format);
        CHECK (extensionOf (format) == (format == SoundFormat::flac ? ".flac" : ".wav"));
    }
}

TEST_CASE ("an unknown sound format is wrong usage and names the nearest one")
{
    CHECK_THROWS_AS (soundFormatFromKey ("mp3"), UsageError);
    CHECK (audiotest::sentenceOf ([] { soundFormatFromKey ("wav-16"); })
           == "Unknown sound format \"wav-16\": did you mean \"wav16\"? Known: wav16, wav24, wav32f, flac.");
}
