#include "Diffusion/Process.h"

#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;

namespace
{
std::vector<double> timesOf (const Process& process)
{
    std::vector<double> times;

    for (int i = 0; i <= 50; ++i)
        times.push_back (std::lerp (process.tMin(), process.tMax(), i / 50.0));

    return times;
}

template <typename Function>
double slopeAt (double t, Function function)
{
    constexpr double h = 1e-6;
    return (function (t + h) - function (t - h)) / (2.0 * h);
}
} // namespace

TEST_CASE ("drift and diffusion of every process are the finite differences of its mean and sigma")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);

        for (const auto t : timesOf (process))
        {
            CAPTURE (info.key, t);
            const auto drift = slopeAt (t, [&] (double s) { return std::log (process.mean (s)); });
            const auto variance = slopeAt (t, [&] (double s) { return process.sigma (s) * process.sigma (s); });
            const auto diffusion = variance - 2.0 * drift * process.sigma (t) * process.sigma (t);

            CHECK (process.drift (t) == Approx (drift).epsilon (1e-6).margin (1e-8));
            CHECK (process.diffusionSquared (t) == Approx (diffusion).epsilon (1e-6).margin (1e-8));
        }
    }
}

TEST_CASE ("the time of a ratio inverts the ratio of a time, to twelve digits and beyond the ends")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        auto times = timesOf (process);
        times.push_back (1e-5);
        times.push_back (0.99999);

        for (const auto t : times)
        {
            CAPTURE (info.key, t);
            CHECK (process.timeOf (process.ratio (t)) == Approx (t).epsilon (1e-12));
        }
    }
}

TEST_CASE ("every process preserves variance and its noise-to-signal ratio grows with time")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        double previous = 0.0;

        for (const auto t : timesOf (process))
        {
            CAPTURE (info.key, t);
            CHECK (std::hypot (process.mean (t), process.sigma (t)) == Approx (1.0).epsilon (1e-14));
            CHECK (process.ratio (t) > previous);
            previous = process.ratio (t);
        }
    }
}

// CRASH's sde.py in double precision, ends of VpSdeCos.
TEST_CASE ("the cosine process has CRASH's end values")
{
    const auto& process = processOf (ProcessKind::vpCosine);

    CHECK (process.sigma (0.007) == Approx (1.208978e-4).epsilon (1e-6));
    CHECK (process.sigma (0.993) == Approx (0.99987910).epsilon (1e-8));
    CHECK (process.mean (0.993) == Approx (0.01554931).epsilon (1e-6));
    CHECK (process.diffusionSquared (0.993) == Approx (285.685).epsilon (1e-5));
    CHECK (process.tMin() == 0.007);
    CHECK (process.tMax() == 0.993);
}

TEST_CASE ("the linear process has the closed form's values at its ends")
{
    const auto& process = processOf (ProcessKind::vpLinear);

    CHECK (process.mean (1.0) == Approx (std::exp (-5.025)).epsilon (1e-14));
    CHECK (process.sigma (0.001) == Approx (std::sqrt (0.1e-3 + 9.95e-6)).epsilon (1e-4));
    CHECK (process.diffusionSquared (1.0) == Approx (20.0));
}

TEST_CASE ("processes are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allProcesses())
    {
        CHECK (processFromKey (info.key) == info.kind);
        CHECK (keyOf (info.kind) == info.key);
    }

    CHECK_THROWS_AS (processFromKey ("vp-cosin"), UsageError);
    CHECK_THROWS_WITH (processFromKey ("vp-cosin"), Catch::Contains ("did you mean \"vp-cosine\"?"));
}
