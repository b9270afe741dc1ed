#include "Training/Distillation.h"

#include "Network/NetworkTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using networktest::largestDifference;
using networktest::normal;

namespace
{
constexpr double deviation = 0.4;

/** Of independent Gaussians around 0: exact. */
Tensor gaussian (const Tensor& x, double ratio)
{
    return deviation * deviation / (deviation * deviation + ratio * ratio) * x;
}

/** Where the flow leads from x at `from`. */
Tensor exactState (const Tensor& x, double from, double to)
{
    return x * std::sqrt ((deviation * deviation + to * to) / (deviation * deviation + from * from));
}

std::vector<double> geometric (double from, double to, int moves)
{
    std::vector<double> levels;

    for (int i = 0; i <= moves; ++i)
        levels.push_back (from * std::pow (to / from, static_cast<double> (i) / moves));

    return levels;
}
} // namespace

TEST_CASE ("the state after several moves converges to the flow's, with second order")
{
    const auto x = normal ({ 2, 1, 16 });
    const auto error = [&] (int moves) {
        return largestDifference (stateAfter (gaussian, x, geometric (3.0, 0.1, moves)), exactState (x, 3.0, 0.1));
    };

    CHECK (error (64) < 1e-3);
    CHECK (error (32) / error (64) > 3.3);
    CHECK (error (32) / error (64) < 4.7);
}

TEST_CASE ("a way that ends in silence's noise ends in the estimate at the level before")
{
    const auto x = normal ({ 1, 1, 16 });
    const auto before = stateAfter (gaussian, x, { 1.0, 0.5, 0.2 });

    CHECK (largestDifference (stateAfter (gaussian, x, { 1.0, 0.5, 0.2, 0.0 }), gaussian (before, 0.2)) < 1e-6);
    CHECK (largestDifference (stateAfter (gaussian, x, { 1.0, 0.0 }), gaussian (x, 1.0)) < 1e-6);
}

TEST_CASE ("one Euler step with the estimate that is taught leads to where the teacher is")
{
    const auto x = normal ({ 2, 1, 16 }, 1), state = normal ({ 2, 1, 16 }, 2);

    for (const double to : { 0.3, 0.01, 0.0 })
    {
        CAPTURE (to);
        const auto estimate = estimateLeadingTo (state, to, x, 1.5);
        const auto reached = estimate + to / 1.5 * (x - estimate);
        CHECK (largestDifference (reached, state) < 1e-5);
    }
}

TEST_CASE ("a student starts its moves at every so many of its teacher's levels, from the largest")
{
    const DistillationPlan plan { 4, 3 };
    const auto teacher = plan.teacherLevels (2e-4, 40.0), student = plan.studentLevels (2e-4, 40.0);

    REQUIRE (teacher.size() == 13);
    CHECK (teacher.back() == 0.0);
    CHECK (teacher[11] == Approx (3e-4)); // what is audible of the range
    CHECK (student == std::vector<double> { teacher[0], teacher[3], teacher[6], teacher[9] });
    CHECK (student.front() == Approx (10.0));

    for (const auto& wrong : { DistillationPlan { 0, 3 }, DistillationPlan { 4, 0 }, DistillationPlan { 65, 1 } })
        CHECK_THROWS_AS (wrong.studentLevels (2e-4, 40.0), UsageError);
}
