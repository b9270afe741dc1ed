#include "Engine/Locks.h"

#include "Audio/AudioTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

namespace
{
constexpr double length = 0.5; // seconds

/** 50 ms of silence, then a sine that falls by 40 dB in 200 ms. */
Recipe recipeWithSource()
{
    std::vector<float> samples (2205);
    const auto tone = audiotest::sine (200.0, 0.4);

    for (std::size_t i = 0; i < tone.samples.size(); ++i)
        samples.push_back (tone.samples[i]
                           * static_cast<float> (std::pow (10.0, -10.0 * static_cast<double> (i) / 44100.0)));

    Recipe recipe;
    recipe.start.sources = { { samples, 44100, { { "kick", 1.0 } } } };
    return recipe;
}

/** What is made anew when these are kept. */
std::vector<Region> regionsKeeping (const std::vector<Lock>& locks)
{
    auto recipe = recipeWithSource();
    keepLocked (recipe, locks, 150.0, length);
    CHECK_NOTHROW (check (recipe));
    return recipe.regions;
}
} // namespace

TEST_CASE ("locks are read from a list of keys, in any order")
{
    CHECK ((parseLocks ("attack") == std::vector<Lock> { Lock::attack }));
    CHECK ((parseLocks ("tail,lows,body") == std::vector<Lock> { Lock::tail, Lock::lows, Lock::body }));
}

TEST_CASE ("an unknown lock is wrong usage, answered with the nearest")
{
    for (const std::string text : { "atack", "tail,atack", "attack,,body" })
        CHECK_THROWS_AS (parseLocks (text), UsageError);

    CHECK_THAT (sentenceOf ([] { parseLocks ("lows,atack"); }), Contains ("did you mean \"attack\"?"));

    for (const auto& info : allLocks())
        CHECK ((parseLocks (info.key) == std::vector<Lock> { info.lock }));
}

TEST_CASE ("attack, body and tail follow one another and are all of the sound")
{
    const auto withoutAttack = regionsKeeping ({ Lock::attack }), withoutTail = regionsKeeping ({ Lock::tail });
    const auto withoutBoth = regionsKeeping ({ Lock::attack, Lock::tail }), withoutBody = regionsKeeping ({ Lock::body });
    REQUIRE (withoutAttack.size() == 1);
    REQUIRE (withoutTail.size() == 1);
    REQUIRE (withoutBoth.size() == 1);
    REQUIRE (withoutBody.size() == 2);

    const auto attackEnd = withoutAttack[0].from, bodyEnd = withoutTail[0].to;
    CHECK (withoutAttack[0].to == length);
    CHECK (withoutTail[0].from == 0.0);
    CHECK (withoutBoth[0].from == attackEnd);
    CHECK (withoutBoth[0].to == bodyEnd);
    CHECK (withoutBody[0].from == 0.0);
    CHECK (withoutBody[0].to == attackEnd);
    CHECK (withoutBody[1].from == bodyEnd);
    CHECK (withoutBody[1].to == length);
}

TEST_CASE ("the attack ends 20 ms after the onset, and the body after 40 % of the decay")
{
    const auto body = regionsKeeping ({ Lock::attack, Lock::tail }).at (0);
    CHECK (body.from == Approx (0.07).margin (0.001));
    CHECK (body.to - body.from == Approx (0.08).margin (0.005));
}

TEST_CASE ("the body of a click is 40 ms long")
{
    auto recipe = recipeWithSource();
    recipe.start.sources[0].samples.assign (1, 1.0f);
    keepLocked (recipe, { Lock::attack, Lock::tail }, 0.0, length);
    REQUIRE (recipe.regions.size() == 1);
    CHECK (recipe.regions[0].to - recipe.regions[0].from == Approx (0.04));
}

TEST_CASE ("regions do not reach beyond the length, and leave out what is not there")
{
    auto recipe = recipeWithSource();
    keepLocked (recipe, { Lock::attack }, 0.0, 0.1); // ends within the body
    REQUIRE (recipe.regions.size() == 1);
    CHECK (recipe.regions[0].to == 0.1);
    CHECK_NOTHROW (check (recipe));
}

TEST_CASE ("the lows alone are kept in all of the sound, without a region")
{
    auto recipe = recipeWithSource();
    keepLocked (recipe, { Lock::lows }, 150.0, length);
    CHECK (recipe.keepBelowHz == 150.0);
    CHECK (recipe.regions.empty());
    CHECK (recipe.keepsSome());
}

TEST_CASE ("the lows are kept with a part in time, and a part in time keeps no lows")
{
    auto both = recipeWithSource(), attack = recipeWithSource();
    keepLocked (both, { Lock::lows, Lock::attack }, 150.0, length);
    keepLocked (attack, { Lock::attack }, 150.0, length);
    CHECK (both.keepBelowHz == 150.0);
    CHECK (attack.keepBelowHz == 0.0);
    CHECK ((both.regions == attack.regions));
}

TEST_CASE ("keeping all of a sound is refused in a sentence")
{
    for (const bool withLows : { false, true })
    {
        auto recipe = recipeWithSource();
        std::vector<Lock> locks { Lock::attack, Lock::body, Lock::tail };

        if (withLows)
            locks.push_back (Lock::lows);

        CHECK_THROWS_AS (keepLocked (recipe, locks, 150.0, length), UsageError);
    }
}
