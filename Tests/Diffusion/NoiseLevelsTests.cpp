#include "Diffusion/NoiseLevels.h"

#include "Diffusion/LearnedLevels.h"
#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

using namespace stochastick;
using Catch::Contains;

namespace
{
constexpr auto notANumber = std::numeric_limits<double>::quiet_NaN();
const Process& cosine = processOf (ProcessKind::vpCosine);
const Process& linear = processOf (ProcessKind::vpLinear);
const std::vector computed { LevelSpacing::uniformTime, LevelSpacing::quadratic, LevelSpacing::logUniform,
                             LevelSpacing::karras, LevelSpacing::trailing };

std::vector<double> levelsOf (LevelSpacing spacing, int steps, const LevelRange& range)
{
    return noiseLevels ({ spacing, 7.0, {} }, steps, range);
}

std::vector<double> listed (const std::vector<double>& list, const LevelRange& range)
{
    return noiseLevels ({ LevelSpacing::list, 7.0, list }, 1, range);
}

void checkLevels (LevelSpacing spacing, int steps, const LevelRange& range)
{
    CAPTURE (keyOf (spacing), steps);
    const auto& process = range.process;
    const auto first = process.ratio (process.tMax()), last = process.ratio (process.tMin());
    const auto levels = levelsOf (spacing, steps, range);

    REQUIRE (levels.size() == static_cast<std::size_t> (steps));
    CHECK (std::adjacent_find (levels.begin(), levels.end(), std::less_equal<>()) == levels.end());

    if (spacing != LevelSpacing::trailing)
    {
        CHECK (levels.front() == std::clamp (range.largest, last, first));
        CHECK (levels.back() == std::clamp (range.smallest, last, first));
        return;
    }

    CHECK (levels.front() == Approx (std::clamp (range.largest, last, first)).epsilon (1e-10));

    if (steps < 1000)
        CHECK (levels.back() > 1.0001 * std::clamp (range.smallest, last, first));
    else
        CHECK (levels.back() == Approx (std::clamp (range.smallest, last, first)).epsilon (1e-10));
}
} // namespace

TEST_CASE ("noise levels of every process have the wanted length, decrease, and start and end where asked")
{
    for (const auto& info : allProcesses())
    {
        CAPTURE (info.key);
        const auto& process = processOf (info.kind);

        for (const auto spacing : computed)
            for (const int steps : { 2, 3, 20, 1000 })
                for (const auto& [largest, smallest] : { std::pair { 5.0, 0.02 }, { 40.0, 0.02 }, { 1e9, 0.0 } })
                    checkLevels (spacing, steps, { process, largest, smallest });
    }
}

TEST_CASE ("one step is the largest level alone")
{
    for (const auto spacing : computed)
    {
        const auto levels = levelsOf (spacing, 1, { cosine, 40.0, 0.01 });
        REQUIRE (levels.size() == 1);
        CHECK (levels[0] == Approx (40.0).epsilon (1e-12));
    }
}

TEST_CASE ("uniform-time levels have equal steps of the process's time")
{
    const auto levels = levelsOf (LevelSpacing::uniformTime, 11, { cosine, 1e9, 0.0 });

    for (std::size_t i = 0; i < levels.size(); ++i)
        CHECK (cosine.timeOf (levels[i]) == Approx (0.993 - 0.0986 * static_cast<double> (i)).epsilon (1e-12));
}

TEST_CASE ("quadratic levels have equal steps of the square root of time")
{
    const auto levels = levelsOf (LevelSpacing::quadratic, 10, { linear, 1e9, 0.0 });
    const auto first = 1.0, last = std::sqrt (0.001);

    for (std::size_t i = 0; i < levels.size(); ++i)
        CHECK (std::sqrt (linear.timeOf (levels[i]))
               == Approx (first + (last - first) * static_cast<double> (i) / 9.0).epsilon (1e-12));
}

TEST_CASE ("log-uniform levels have equal ratios")
{
    const auto levels = levelsOf (LevelSpacing::logUniform, 4, { cosine, 8.0, 0.125 });

    CHECK (levels[1] == Approx (2.0).epsilon (1e-14));
    CHECK (levels[2] == Approx (0.5).epsilon (1e-14));
}

TEST_CASE ("audible levels have equal ratios between 10 and 0.0003, or as far as the range reaches")
{
    const auto between = [&] (double largest, double smallest) {
        const auto levels = levelsOf (LevelSpacing::audible, 5, { cosine, largest, smallest });

        for (std::size_t i = 0; i + 1 < levels.size(); ++i)
            CHECK (levels[i] / levels[i + 1] == Approx (levels[0] / levels[1]).epsilon (1e-12));

        return std::pair { levels.front(), levels.back() };
    };

    CHECK ((between (40.0, 2e-4) == std::pair { 10.0, 3e-4 }));
    CHECK ((between (0.5, 2e-4) == std::pair { 0.5, 3e-4 })); // of a variation
    CHECK ((between (40.0, 0.02) == std::pair { 10.0, 0.02 }));
    CHECK ((between (5.0, 0.02) == std::pair { 5.0, 0.02 }));
    CHECK ((between (40.0, 20.0) == std::pair { 40.0, 20.0 })); // nothing of it is audible
    CHECK ((between (2.5e-4, 2e-4) == std::pair { 2.5e-4, 2e-4 }));
}

TEST_CASE ("Karras levels follow equation 5 of the paper with any exponent")
{
    for (const auto exponent : { 1.0, 3.0, 7.0, 20.0 })
    {
        const auto levels = noiseLevels ({ LevelSpacing::karras, exponent, {} }, 18, { linear, 80.0, 0.02 });
        const auto first = std::pow (80.0, 1.0 / exponent);
        const auto last = std::pow (0.02, 1.0 / exponent);

        for (std::size_t i = 0; i < 18; ++i)
            CHECK (levels[i]
                   == Approx (std::pow (first + static_cast<double> (i) / 17.0 * (last - first), exponent)).epsilon (1e-12));
    }
}

TEST_CASE ("trailing levels are those of the rounded indices, counted from the noisiest")
{
    // round(1000 − 1000 i/7) − 1; repeated subtraction of 1000/7 = 142 would give 999, 857, 715, …
    const std::vector<double> indices { 999, 856, 713, 570, 428, 285, 142 };
    const auto levels = levelsOf (LevelSpacing::trailing, 7, { linear, 1e9, 0.0 });

    REQUIRE (levels.size() == indices.size());

    for (std::size_t i = 0; i < levels.size(); ++i)
        CHECK (linear.timeOf (levels[i]) == Approx (0.001 + 0.999 * indices[i] / 999.0).epsilon (1e-12));
}

TEST_CASE ("impossible noise levels are usage errors that say the numbers")
{
    const auto attempt = [] (int steps, double largest, double smallest) {
        return levelsOf (LevelSpacing::karras, steps, { cosine, largest, smallest });
    };

    CHECK_THROWS_AS (attempt (0, 40.0, 0.01), UsageError);
    CHECK_THROWS_WITH (attempt (-3, 40.0, 0.01), Contains ("-3"));
    CHECK_THROWS_WITH (attempt (10, 0.5, 40.0), Contains ("from 0.5 to 40"));
    CHECK_THROWS_AS (attempt (10, 1.0, 1.0), UsageError);
    CHECK_THROWS_AS (attempt (10, 2000.0, 1000.0), UsageError);
    CHECK_THROWS_AS (attempt (10, notANumber, 0.01), UsageError);
    CHECK_THROWS_AS (attempt (10, 40.0, notANumber), UsageError);
}

TEST_CASE ("the exponent of Karras levels is refused outside 1 to 20")
{
    for (const auto exponent : { 0.99, 20.5, -7.0, notANumber })
        CHECK_THROWS_AS (noiseLevels ({ LevelSpacing::karras, exponent, {} }, 10, { cosine, 40.0, 0.01 }), UsageError);

    CHECK_THROWS_WITH (noiseLevels ({ LevelSpacing::karras, 20.5, {} }, 10, { cosine, 40.0, 0.01 }),
                       Contains ("20.5") && Contains ("between 1 and 20"));
}

TEST_CASE ("a written list is kept but for levels outside the range")
{
    const std::vector<double> list { 35.0, 10.5, 3.0, 0.3, 0.02 };

    CHECK (listed (list, { cosine, 40.0, 0.01 }) == list);
    CHECK (listed (list, { cosine, 10.5, 0.3 }) == std::vector { 10.5, 3.0, 0.3 });
    CHECK (listed ({ 1e9, 1.0, 1e-9 }, { cosine, 1e12, 0.0 }) == std::vector { 1.0 });
    CHECK_THROWS_AS (listed ({ 1000.0, 500.0 }, { cosine, 40.0, 0.5 }), UsageError);
    CHECK_THROWS_WITH (listed ({ 1000.0, 500.0 }, { cosine, 40.0, 0.5 }), Contains ("between 0.5 and 40"));
}

TEST_CASE ("a list that does not decrease or reaches 0 is refused with an example")
{
    for (const auto& list : std::vector<std::vector<double>> { {},
                                                               { 1.0, 2.0 },
                                                               { 3.0, 3.0, 1.0 },
                                                               { 3.0, 0.0 },
                                                               { 3.0, -1.0 },
                                                               { notANumber },
                                                               { 3.0, notANumber, 1.0 },
                                                               { notANumber, 1.0 },
                                                               { 3.0, notANumber } })
    {
        CAPTURE (list);
        CHECK_THROWS_AS (listed (list, { cosine, 40.0, 0.01 }), UsageError);
        CHECK_THROWS_WITH (listed (list, { cosine, 40.0, 0.01 }), Contains ("must decrease") && Contains ("40,10,3"));
    }
}

TEST_CASE ("learned spacings ask the learned levels of the model, and without them name the command that makes them")
{
    const CostTable errors { { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { 1, 1, 0, 0 }, { 9, 9, 1, 0 } };
    const LearnedLevels learned ({ 0.1, 1.0, 10.0, 100.0 }, { 1.0, 1.0, 1.0, 1e-6 }, errors, { 0, 99, 99, 99 });

    const std::vector elbo { 100.0, 1.0, 0.1 }, error { 100.0, 10.0, 0.1 };

    for (const auto& [spacing, expected] :
         { std::pair { LevelSpacing::learnedElbo, elbo }, { LevelSpacing::learnedError, error } })
    {
        const LevelPlan plan { spacing, 7.0, {} };
        CHECK (noiseLevels (plan, 3, { linear, 1e9, 0.0 }, &learned) == expected);
        CHECK (noiseLevels (plan, 2, { linear, 10.0, 1.0 }, &learned) == std::vector { 10.0, 1.0 });
        CHECK_THROWS_AS (noiseLevels (plan, 3, { linear, 40.0, 0.1 }), Error);
        CHECK_THROWS_WITH (noiseLevels (plan, 3, { linear, 40.0, 0.1 }), Contains ("stochastick schedule"));
    }
}

TEST_CASE ("level spacings are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allLevelSpacings())
    {
        CHECK (levelSpacingFromKey (info.key) == info.spacing);
        CHECK (keyOf (info.spacing) == info.key);
    }

    CHECK_THROWS_AS (levelSpacingFromKey ("kerras"), UsageError);
    CHECK_THROWS_WITH (levelSpacingFromKey ("kerras"), Contains ("did you mean \"karras\"?"));
}
