#include "Engine/TimeBudget.h"

#include "Audio/AudioTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace stochastick;

TEST_CASE ("as many network calls are made as fit into the time, between the fewest and the most")
{
    CHECK (callsWithin (1.0, 0.1) == 10);
    CHECK (callsWithin (1.05, 0.1) == 10);
    CHECK (callsWithin (0.0, 0.1) == fewestCalls);
    CHECK (callsWithin (0.1, 10.0) == fewestCalls);
    CHECK (callsWithin (1000.0, 0.001) == mostCalls);
    CHECK (callsWithin (1.0, 0.0) == mostCalls);
    CHECK (callsWithin (1e300, 1e-300) == mostCalls);
}

TEST_CASE ("a number of calls is spent to the last one, by a recipe that can be made")
{
    for (int calls = fewestCalls; calls <= mostCalls; ++calls)
    {
        Recipe recipe;
        recipe.levels = { LevelSpacing::list, 3.0, { 10.0, 1.0 } };
        spendCalls (recipe, calls);
        const auto& sampler = infoOf (recipe.sampler);

        CAPTURE (calls, sampler.key);
        CHECK_NOTHROW (check (recipe));
        CHECK ((recipe.steps - 1) * sampler.callsPerMove + sampler.extraCalls + 1 == calls);
        CHECK_FALSE (sampler.adaptive);
        CHECK_FALSE (sampler.stochastic);
        CHECK (recipe.levels.list.empty());
    }
}

TEST_CASE ("what needs fresh noise in every move is given a sampler that has it, within the calls")
{
    Recipe resampled, guided;
    resampled.resamplings = 3;
    guided.classifier = { 1.0, GuidanceForm::mean };

    for (auto* recipe : { &resampled, &guided })
    {
        spendCalls (*recipe, 30);
        const auto& sampler = infoOf (recipe->sampler);
        CHECK_NOTHROW (check (*recipe));
        CHECK (sampler.stochastic);
        CHECK (recipe->steps * recipe->resamplings * sampler.callsPerMove <= 30);
        CHECK (recipe->steps >= 10);
    }
}

TEST_CASE ("spending calls leaves all else of a recipe as it was")
{
    Recipe recipe, spent;
    spent.seed = recipe.seed = 9;
    spent.guidance = recipe.guidance = 3.0;
    spendCalls (spent, 20);
    CHECK (spent != recipe);
    spent.sampler = recipe.sampler;
    spent.levels = recipe.levels;
    spent.steps = recipe.steps;
    CHECK (spent == recipe);
}

TEST_CASE ("times are read in seconds and in milliseconds")
{
    CHECK (parseSeconds ("2") == 2.0);
    CHECK (parseSeconds ("2s") == 2.0);
    CHECK (parseSeconds ("0.25s") == 0.25);
    CHECK (parseSeconds ("500ms") == 0.5);
}

TEST_CASE ("a time that cannot be read is refused with the form that can")
{
    for (const std::string text :
         { "", "s", "ms", "2m", "2 s", "-1s", "0", "0ms", "nan", "inf", "1e999", "two", "2ss", "2,5s" })
    {
        CAPTURE (text);
        CHECK_THROWS_AS (parseSeconds (text), UsageError);
        CHECK_THAT (audiotest::sentenceOf ([&] { parseSeconds (text); }), Catch::Contains ("2s or 500ms"));
    }
}
