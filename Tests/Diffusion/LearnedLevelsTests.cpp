#include "Diffusion/LearnedLevels.h"

#include "Reference/ReferenceTable.h"
#include "Support/Error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace stochastick;
using Catch::Contains;
using Path = std::vector<std::size_t>;

namespace
{
constexpr auto notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr auto infinity = std::numeric_limits<double>::infinity();

/** Not a number on and above the diagonal, which nobody may read. */
CostTable referenceCosts (const test::ReferenceTable& table)
{
    CostTable costs (13, std::vector<double> (13, notANumber));

    for (std::size_t from = 1; from < 13; ++from)
        std::copy_n (table.row ("cost/" + std::to_string (from)).begin(), from, costs[from].begin());

    return costs;
}

CostTable randomCosts (std::size_t levels, unsigned seed)
{
    std::mt19937 random (seed);
    std::uniform_real_distribution<double> draw (0.0, 1.0);
    CostTable costs (levels, std::vector<double> (levels, notANumber));

    for (std::size_t from = 0; from < levels; ++from)
        for (std::size_t to = 0; to < from; ++to)
            costs[from][to] = draw (random) * static_cast<double> (from - to);

    return costs;
}

double costAlong (const CostTable& costs, const Path& path)
{
    double sum = 0.0;

    for (std::size_t i = 1; i < path.size(); ++i)
        sum += costs[path[i - 1]][path[i]];

    return sum;
}

/** Calls visit (path) with every path of so many levels from `first` on that ends anywhere from `last` on. */
template <typename Visit>
void visitOpenPaths (std::size_t first, std::size_t last, std::size_t levels, Visit&& visit)
{
    for (unsigned mask = 0; mask < 1U << (first - last); ++mask)
    {
        Path path { first };

        for (auto level = first; level-- > last;)
            if ((mask >> (level - last) & 1U) != 0)
                path.push_back (level);

        if (path.size() == levels)
            visit (path);
    }
}

struct Best
{
    double cost = infinity;
    Path path;
};

/** By trying every path from `first` to `last`: one bit of the mask for each level between them. */
Best bestOfAll (const CostTable& costs, std::size_t first, std::size_t last, std::size_t jumps)
{
    Best best;

    for (unsigned mask = 0; mask < 1U << (first - last - 1); ++mask)
    {
        Path path { first };

        for (auto level = first - 1; level > last; --level)
            if ((mask >> (level - last - 1) & 1U) != 0)
                path.push_back (level);

        path.push_back (last);

        if (path.size() == jumps + 1 && costAlong (costs, path) < best.cost)
            best = { costAlong (costs, path), path };
    }

    return best;
}

/** Those whose ends cost so much that every path goes on to the last level. */
LearnedLevels fiveLevels()
{
    return { { 0.1, 1.0, 10.0, 100.0, 1000.0 }, { 1, 1, 1, 1, 1 }, randomCosts (5, 3), { 0, 1e3, 2e3, 3e3, 4e3 } };
}
} // namespace

TEST_CASE ("least costs and paths of the reference's dynamic programme are found for every number of jumps")
{
    const test::ReferenceTable table ("dp-t12");
    const auto costs = referenceCosts (table);

    for (std::size_t first = 1; first < 13; ++first)
        for (std::size_t jumps = 1; jumps <= first; ++jumps)
            CHECK (LeastCostPaths (costs, first, 0).cost (jumps)
                   == Approx (table.row ("least/" + std::to_string (jumps))[first - jumps]).epsilon (1e-13));

    const LeastCostPaths paths (costs, 12, 0);

    for (std::size_t jumps = 1; jumps <= 12; ++jumps)
    {
        const auto& expected = table.row ("path/" + std::to_string (jumps));
        const auto path = paths.path (jumps);
        CHECK (std::vector<double> (path.rbegin(), path.rend()) == expected);
    }
}

TEST_CASE ("least-cost paths are the best of all paths, in the whole table and in parts of it")
{
    for (unsigned seed = 0; seed < 20; ++seed)
    {
        const auto costs = randomCosts (2 + seed % 7, seed);

        for (std::size_t first = 1; first < costs.size(); ++first)
            for (std::size_t last = 0; last < first; ++last)
                for (std::size_t jumps = 1; jumps <= first - last; ++jumps)
                {
                    CAPTURE (seed, first, last, jumps);
                    const LeastCostPaths paths (costs, first, last);
                    const auto best = bestOfAll (costs, first, last, jumps);
                    CHECK (paths.path (jumps) == best.path);
                    CHECK (paths.cost (jumps) == Approx (best.cost).epsilon (1e-13));
                }
    }
}

TEST_CASE ("a path that goes upward, leaves the table or has too many jumps is a mistake of the caller")
{
    const auto costs = randomCosts (5, 1);
    const LeastCostPaths paths (costs, 4, 1);

    CHECK_THROWS_AS (LeastCostPaths (costs, 5, 0), std::invalid_argument);
    CHECK_THROWS_AS (LeastCostPaths (costs, 2, 2), std::invalid_argument);
    CHECK_THROWS_AS (LeastCostPaths (costs, 1, 3), std::invalid_argument);
    CHECK_THROWS_AS (paths.path (0), std::invalid_argument);
    CHECK_THROWS_AS (paths.path (4), std::invalid_argument);
    CHECK (paths.path (3) == Path { 4, 3, 2, 1 });
}

TEST_CASE ("the bound's cost of a jump is half the growth of the signal-to-noise ratio times the loss at its start")
{
    const LearnedLevels levels ({ 1.0, 2.0, 6.0 }, { 7.0, 10.0, 0.5 }, CostTable (3, { 0, 0, 0 }), { 0, 0, 0 });
    const auto costs = levels.elboCosts();

    CHECK (costs[1][0] == Approx (0.5 * (4.0 - 1.0) * 10.0).epsilon (1e-14));
    CHECK (costs[2][0] == Approx (0.5 * (36.0 - 1.0) * 0.5).epsilon (1e-14));
    CHECK (costs[2][1] == Approx (0.5 * (9.0 - 1.0) * 0.5).epsilon (1e-14));
}

TEST_CASE ("the bound's costs of the reference follow from its losses, one for each level")
{
    const test::ReferenceTable table ("dp-t12");
    const auto expected = referenceCosts (table);
    const auto& gamma = table.row ("gamma");
    std::vector<double> ratios, losses { 1.0 };

    for (const auto value : gamma)
        ratios.push_back (std::exp (0.5 * value));

    for (std::size_t i = 1; i < gamma.size(); ++i)
        losses.push_back (2.0 * expected[i][0] / std::expm1 (gamma[i] - gamma[0]));

    const LearnedLevels levels (ratios, losses, expected, std::vector<double> (ratios.size(), 0.0));
    const auto costs = levels.elboCosts();

    for (std::size_t from = 1; from < 13; ++from)
        for (std::size_t to = 0; to < from; ++to)
            CHECK (costs[from][to] == Approx (expected[from][to]).epsilon (1e-12));

    // path/5 of the table: 0, 1, 2, 4, 6, 12
    CHECK (levels.levels (LevelCost::elbo, 6, 1e9, 0.0)
           == std::vector { ratios[12], ratios[6], ratios[4], ratios[2], ratios[1], ratios[0] });
}

TEST_CASE ("learned levels start and end at the levels nearest to the wanted ends, in logarithms")
{
    const auto learned = fiveLevels();
    const auto ends = [&] (double largest, double smallest) {
        const auto levels = learned.levels (LevelCost::error, 2, largest, smallest);
        return std::pair { levels.front(), levels.back() };
    };

    CHECK (ends (1e9, 1e-9) == std::pair { 1000.0, 0.1 });
    CHECK (ends (1000.0, 0.1) == std::pair { 1000.0, 0.1 });
    CHECK (ends (310.0, 3.1) == std::pair { 100.0, 1.0 }); // √10 = 3.16
    CHECK (ends (320.0, 3.2) == std::pair { 1000.0, 10.0 });
    CHECK (learned.levels (LevelCost::error, 1, 150.0, 0.1) == std::vector { 100.0 });
}

TEST_CASE ("each of the two costs chooses its own levels")
{
    // The bound's cost saves at 1 (a large loss at 100 is paid for the jump from it), the error's at 100.
    const CostTable errors { { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { 1, 1, 0, 0 }, { 9, 9, 1, 0 } };
    const LearnedLevels learned ({ 0.1, 1.0, 10.0, 100.0 }, { 1.0, 1.0, 1.0, 1e-6 }, errors, { 0, 99, 99, 99 });

    CHECK (learned.levels (LevelCost::error, 3, 100.0, 0.1) == std::vector { 100.0, 10.0, 0.1 });
    CHECK (learned.levels (LevelCost::elbo, 3, 100.0, 0.1) == std::vector { 100.0, 1.0, 0.1 });
}

TEST_CASE ("the error's levels are the best of all paths that end at any level, with what the end costs")
{
    constexpr std::size_t count = 8;
    const std::vector<double> grid { 1, 2, 3, 4, 5, 6, 7, 8 };
    std::set<std::size_t> ends;

    for (unsigned seed = 0; seed < 20; ++seed)
    {
        auto endErrors = randomCosts (count + 1, 1000 + seed).back(); // grows with the level, as it does for a sound
        endErrors.pop_back();
        std::reverse (endErrors.begin(), endErrors.end());
        const auto costs = randomCosts (count, seed);
        const LearnedLevels learned (grid, std::vector<double> (count, 1.0), costs, endErrors);

        for (const auto& [first, last] : { std::pair<std::size_t, std::size_t> { 7, 0 }, { 7, 2 }, { 5, 1 }, { 3, 2 } })
            for (std::size_t steps = 1; steps <= first - last + 1; ++steps)
            {
                Best best;
                visitOpenPaths (first, last, steps, [&] (const Path& path) {
                    if (const auto cost = costAlong (costs, path) + endErrors[path.back()]; cost < best.cost)
                        best = { cost, path };
                });
                std::vector<double> expected;

                for (const auto index : best.path)
                    expected.push_back (grid[index]);

                CAPTURE (seed, first, last, steps);
                CHECK (learned.levels (LevelCost::error, static_cast<int> (steps), grid[first], grid[last]) == expected);
                ends.insert (best.path.back() - last);
            }
    }

    CHECK (ends.size() > 3); // or the paths would not have had a choice
}

TEST_CASE ("the bound's levels end at the smallest one, however cheap it is to end before")
{
    const LearnedLevels learned ({ 1, 2, 3, 4 }, { 1, 1, 1, 1 }, randomCosts (4, 1), { 1e9, 0, 0, 0 });

    CHECK (learned.levels (LevelCost::elbo, 2, 4, 1) == std::vector { 4.0, 1.0 });
    CHECK (learned.levels (LevelCost::error, 2, 4, 1).back() > 1.0);
    CHECK (learned.levels (LevelCost::error, 1, 4, 1) == std::vector { 4.0 });
}

TEST_CASE ("more steps than learned levels are refused with a sentence that says how many there are")
{
    const auto learned = fiveLevels();

    for (const auto cost : { LevelCost::elbo, LevelCost::error })
    {
        CHECK (learned.levels (cost, 5, 1e9, 0.0) == std::vector { 1000.0, 100.0, 10.0, 1.0, 0.1 });
        CHECK_THROWS_AS (learned.levels (cost, 6, 1e9, 0.0), UsageError);
        CHECK_THROWS_AS (learned.levels (cost, 0, 1e9, 0.0), UsageError);
        CHECK_THROWS_WITH (learned.levels (cost, 6, 1e9, 0.0), Contains ("1 to 5 steps, not 6"));
        CHECK_THROWS_WITH (learned.levels (cost, 4, 100.0, 1.0), Contains ("1 to 3 steps, not 4"));
    }
}

TEST_CASE ("learned levels refuse tables that do not fit")
{
    const CostTable square (2, { 0, 0 });

    CHECK_NOTHROW (LearnedLevels ({ 1, 2 }, { 1, 1 }, square, { 1, 1 }));
    CHECK_THROWS_AS (LearnedLevels ({}, {}, {}, {}), std::invalid_argument);
    CHECK_THROWS_AS (LearnedLevels ({ 1 }, { 1 }, { { 0 } }, { 1 }), std::invalid_argument);

    for (const auto& ratios :
         std::vector<std::vector<double>> { { 0, 1 }, { -1, 1 }, { 2, 1 }, { 1, 1 }, { notANumber, 1 }, { 1, notANumber } })
    {
        CAPTURE (ratios);
        CHECK_THROWS_AS (LearnedLevels (ratios, { 1, 1 }, square, { 1, 1 }), std::invalid_argument);
    }

    CHECK_THROWS_AS (LearnedLevels ({ 1, 2 }, { 1 }, square, { 1, 1 }), std::invalid_argument);
    CHECK_THROWS_AS (LearnedLevels ({ 1, 2 }, { 1, 1 }, CostTable (3, { 0, 0 }), { 1, 1 }), std::invalid_argument);
    CHECK_THROWS_AS (LearnedLevels ({ 1, 2 }, { 1, 1 }, CostTable { { 0, 0 }, { 0 } }, { 1, 1 }), std::invalid_argument);
    CHECK_THROWS_AS (LearnedLevels ({ 1, 2 }, { 1, 1 }, square, { 1 }), std::invalid_argument);
    CHECK_THROWS_AS (LearnedLevels ({ 1, 2 }, { 1, 1 }, square, { 1, 1, 1 }), std::invalid_argument);
}
