#include "Engine/Inheritance.h"

#include <catch2/catch.hpp>
#include <set>

using namespace stochastick;
using Classes = std::map<std::string, double>;

namespace
{
SourceSound sourceOf (const Classes& classes)
{
    return { { 0.5f, 0.25f }, 44100, classes };
}

Classes between (const Classes& first, const Classes& second, double amount)
{
    return classesBetween (sourceOf (first), sourceOf (second), amount);
}
} // namespace

TEST_CASE ("classes mix as the sounds do")
{
    const auto mixed = between ({ { "kick", 1.0 } }, { { "snare", 1.0 } }, 0.25);
    REQUIRE (mixed.size() == 2);
    CHECK (mixed.at ("kick") == Approx (0.75));
    CHECK (mixed.at ("snare") == Approx (0.25));
}

TEST_CASE ("at either end only the classes of that sound are left")
{
    CHECK (between ({ { "kick", 1.0 } }, { { "snare", 1.0 } }, 0.0) == Classes { { "kick", 1.0 } });
    CHECK (between ({ { "kick", 1.0 } }, { { "snare", 1.0 } }, 1.0) == Classes { { "snare", 1.0 } });
}

TEST_CASE ("each sound has its share whatever its weights add up to, and a class of both adds up")
{
    const auto mixed = between ({ { "kick", 30.0 }, { "tom", 10.0 } }, { { "tom", 0.2 } }, 0.5);
    CHECK (mixed.at ("kick") == Approx (0.375));
    CHECK (mixed.at ("tom") == Approx (0.625));
}

TEST_CASE ("two sounds of one class have a child of that class")
{
    const auto mixed = between ({ { "clap", 2.0 } }, { { "clap", 1.0 } }, 0.3);
    REQUIRE (mixed.size() == 1);
    CHECK (mixed.at ("clap") == Approx (1.0));
}

TEST_CASE ("the share of a child follows from its seed, lies within its range and fills it")
{
    std::set<double> shares;

    for (std::uint64_t seed = 0; seed < 200; ++seed)
    {
        const auto share = shareOfChild (seed);
        CHECK (share == shareOfChild (seed));
        shares.insert (share);
    }

    CHECK (shares.size() == 200);
    CHECK (*shares.begin() >= 0.2);
    CHECK (*shares.begin() < 0.25);
    CHECK (*shares.rbegin() <= 0.8);
    CHECK (*shares.rbegin() > 0.75);
}

TEST_CASE ("encoding both ways sets a deterministic sampler, and leaves all else")
{
    Recipe recipe;
    recipe.seed = 5;
    recipe.start.amount = 0.3;
    auto encoding = recipe;
    encodeBothWays (encoding);

    CHECK_FALSE (infoOf (encoding.sampler).stochastic);
    CHECK_FALSE (infoOf (encoding.sampler).adaptive);
    CHECK_NOTHROW (check (encoding));
    CHECK (encoding != recipe);
    encoding.sampler = recipe.sampler;
    encoding.levels = recipe.levels;
    encoding.steps = recipe.steps;
    CHECK (encoding == recipe);
}
