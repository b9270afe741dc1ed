#include "Support/Nearest.h"

#include <catch2/catch.hpp>

using stochastick::unknownKeySentence;

namespace
{
const std::vector<std::string> samplers { "ddim", "euler", "heun", "dpmpp-2m" };
}

TEST_CASE ("the sentence for an unknown key names what was asked, the nearest key and all known ones")
{
    CHECK (unknownKeySentence ("sampler", "dpmp-2m", samplers)
           == "Unknown sampler \"dpmp-2m\": did you mean \"dpmpp-2m\"? Known: ddim, euler, heun, dpmpp-2m.");
}

TEST_CASE ("a slip of one letter, left out, added or exchanged, still finds the key")
{
    for (const auto* slip : { "eler", "eulerr", "euker", "uler" })
        CHECK_THAT (unknownKeySentence ("sampler", slip, samplers), Catch::Contains ("did you mean \"euler\"?"));
}

TEST_CASE ("a key that resembles none gets no guess but the list")
{
    CHECK (unknownKeySentence ("sampler", "xyzxyzxyz", samplers)
           == "Unknown sampler \"xyzxyzxyz\". Known: ddim, euler, heun, dpmpp-2m.");
    CHECK_THAT (unknownKeySentence ("sampler", "", samplers), ! Catch::Contains ("did you mean"));
}

TEST_CASE ("of several keys that resemble the word the nearest is named")
{
    CHECK_THAT (unknownKeySentence ("drum", "kicks", { "tricks", "kick", "sticks" }), Catch::Contains ("mean \"kick\"?"));
}
