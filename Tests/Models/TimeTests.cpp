// What more time for a sound of the shipped weights is good for.

#include "Engine/TimeBudget.h"
#include "Models/ShippedDrums.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace stochastick;
using namespace shipped;

namespace
{
struct Timed
{
    Sound sound;
    double seconds;
};

Timed makeWithin (double seconds, double secondsPerCall)
{
    auto recipe = recipeOf ("snare", 3);
    spendCalls (recipe, callsWithin (seconds, secondsPerCall));
    const auto start = std::chrono::steady_clock::now();
    auto sound = generator().make (recipe, {}, {});
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    return { sound, elapsed.count() };
}
} // namespace

TEST_CASE ("more time is spent on more network calls, comes nearer to the sound that is meant, and is not overrun",
           "[models]")
{
    constexpr double slack = 3.0; // other programs want the processor, too
    const auto secondsPerCall = generator().secondsPerCall (recipeOf ("snare", 3));
    const auto brief = makeWithin (8.5 * secondsPerCall, secondsPerCall),
               longer = makeWithin (32.5 * secondsPerCall, secondsPerCall);
    const auto endless = makeWithin (1e6 * secondsPerCall, secondsPerCall);
    const auto ofBrief = distance (brief.sound.audio, endless.sound.audio);
    const auto ofLonger = distance (longer.sound.audio, endless.sound.audio);

    CAPTURE (secondsPerCall, brief.seconds, longer.seconds, ofBrief, ofLonger);
    CHECK (brief.sound.networkCalls >= fewestCalls);
    CHECK (brief.sound.networkCalls <= 8);
    CHECK (longer.sound.networkCalls > brief.sound.networkCalls);
    CHECK (longer.sound.networkCalls <= 32);
    CHECK (endless.sound.networkCalls <= mostCalls);
    CHECK (longer.seconds < slack * 32.5 * secondsPerCall);
    CHECK (ofLonger < ofBrief);
}
