#include "Diffusion/NoiseLevels.h"

#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

using namespace stochastick;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);
}

TEST_CASE ("noise levels have the wanted length, start and end exactly where asked, and decrease")
{
    for (const auto& process : allProcesses())
        for (const auto& info : allLevelSpacings())
            for (const int steps : { 2, 3, 20, 1000 })
            {
                CAPTURE (process.key, info.key, steps);
                const auto levels = noiseLevels (info.spacing, processOf (process.kind), steps, 40.0, 0.02);

                REQUIRE (levels.size() == static_cast<std::size_t> (steps));
                CHECK (levels.front() == 40.0);
                CHECK (levels.back() == 0.02);
                CHECK (std::adjacent_find (levels.begin(), levels.end(), std::less_equal<>()) == levels.end());
            }
}

TEST_CASE ("one step is the largest level alone")
{
    for (const auto& info : allLevelSpacings())
        CHECK (noiseLevels (info.spacing, cosine, 1, 40.0, 0.01) == std::vector<double> { 40.0 });
}

TEST_CASE ("levels beyond the ends of the process are clamped to them")
{
    const auto levels = noiseLevels (LevelSpacing::logUniform, cosine, 5, 1e9, 0.0);

    CHECK (levels.front() == cosine.ratio (0.993));
    CHECK (levels.back() == cosine.ratio (0.007));
}

TEST_CASE ("uniform-time levels have equal steps of the process's time")
{
    const auto levels = noiseLevels (LevelSpacing::uniformTime, cosine, 11, 1e9, 0.0);

    for (std::size_t i = 0; i < levels.size(); ++i)
        CHECK (cosine.timeOf (levels[i]) == Approx (0.993 - 0.0986 * static_cast<double> (i)).epsilon (1e-12));
}

TEST_CASE ("log-uniform levels have equal ratios")
{
    const auto levels = noiseLevels (LevelSpacing::logUniform, cosine, 4, 8.0, 0.125);

    CHECK (levels[1] == Approx (2.0).epsilon (1e-14));
    CHECK (levels[2] == Approx (0.5).epsilon (1e-14));
}

TEST_CASE ("Karras levels follow equation 5 of the paper with exponent 7")
{
    const auto levels = noiseLevels (LevelSpacing::karras, processOf (ProcessKind::vpLinear), 18, 80.0, 0.02);

    for (std::size_t i = 0; i < 18; ++i)
    {
        const auto first = std::pow (80.0, 1.0 / 7.0);
        const auto last = std::pow (0.02, 1.0 / 7.0);
        CHECK (levels[i]
               == Approx (std::pow (first + static_cast<double> (i) / 17.0 * (last - first), 7.0)).epsilon (1e-12));
    }
}

TEST_CASE ("impossible noise levels are usage errors that say the numbers")
{
    const auto nan = std::numeric_limits<double>::quiet_NaN();

    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 0, 40.0, 0.01), UsageError);
    CHECK_THROWS_WITH (noiseLevels (LevelSpacing::karras, cosine, -3, 40.0, 0.01), Catch::Contains ("-3"));
    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 10, 0.01, 40.0), UsageError);
    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 10, 1.0, 1.0), UsageError);
    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 10, 2000.0, 1000.0), UsageError);
    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 10, nan, 0.01), UsageError);
    CHECK_THROWS_AS (noiseLevels (LevelSpacing::karras, cosine, 10, 40.0, nan), UsageError);
}

TEST_CASE ("level spacings are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allLevelSpacings())
    {
        CHECK (levelSpacingFromKey (info.key) == info.spacing);
        CHECK (keyOf (info.spacing) == info.key);
    }

    CHECK_THROWS_AS (levelSpacingFromKey ("kerras"), UsageError);
    CHECK_THROWS_WITH (levelSpacingFromKey ("kerras"), Catch::Contains ("did you mean \"karras\"?"));
}
