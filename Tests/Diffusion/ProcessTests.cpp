#include "Diffusion/Process.h"

#include "Reference/ReferenceTable.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

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

void checkInverse (const Process& process, double t, bool logarithmic)
{
    CAPTURE (t);
    // Where t = 0 is the zero of a logarithm, only absolute digits are left.
    CHECK (process.timeOf (process.ratio (t)) == Approx (t).epsilon (1e-12).margin (logarithmic ? 1e-14 : 0.0));
}
} // namespace

TEST_CASE ("mean, sigma, drift and diffusion of every process have the digits of the papers' formulas")
{
    const test::ReferenceTable table ("processes");
    std::map<std::string, std::set<double>> times;

    for (const auto& [label, row] : table.all())
    {
        CAPTURE (label);
        const auto key = label.substr (0, label.find ('/'));
        const auto& process = processOf (processFromKey (key));
        const auto same = [] (double value) { return Approx (value).epsilon (2e-12).margin (0.0); };

        CHECK (process.mean (row[0]) == same (row[1]));
        CHECK (process.sigma (row[0]) == same (row[2]));
        CHECK (process.drift (row[0]) == same (row[3]));
        CHECK (process.diffusionSquared (row[0]) == same (row[4]));
        CHECK (process.ratio (row[0]) == same (row[2] / row[1]));
        times[key].insert (row[0]);
    }

    CHECK (allProcesses().size() == 10);

    for (const auto& info : allProcesses())
    {
        CAPTURE (info.key);
        const auto& process = processOf (info.kind);
        CHECK (process.tMin() == *times.at (info.key).begin());
        CHECK (process.tMax() == *times.at (info.key).rbegin());
    }
}

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

            CHECK (process.drift (t) == Approx (drift).epsilon (2e-6).margin (1e-9));
            CHECK (process.diffusionSquared (t) == Approx (diffusion).epsilon (2e-6).margin (1e-9));
        }
    }
}

TEST_CASE ("the time of a ratio inverts the ratio of a time, to twelve digits and beyond the ends")
{
    for (const auto& info : allProcesses())
    {
        CAPTURE (info.key);
        const auto& process = processOf (info.kind);
        auto times = timesOf (process);
        times.insert (times.end(), { 1e-9, 1e-5, 0.99999 });

        if (info.kind == ProcessKind::edm)
            times.push_back (1e4);

        for (const auto t : times)
            checkInverse (process, t, info.kind == ProcessKind::ve || info.kind == ProcessKind::vpSigmoid);
    }
}

TEST_CASE ("the noise-to-signal ratio of every process grows with time, between finite ends")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        double previous = 0.0;

        for (const auto t : timesOf (process))
        {
            CAPTURE (info.key, t);
            CHECK (process.ratio (t) > previous);
            CHECK (std::isfinite (process.ratio (t)));
            previous = process.ratio (t);
        }
    }
}

TEST_CASE ("the four VP processes preserve variance, and no other does")
{
    using enum ProcessKind;
    const std::set<ProcessKind> preserving { vpCosine, vpLinear, improvedCosine, vpSigmoid };

    for (const auto& info : allProcesses())
    {
        CAPTURE (info.key);
        const auto& process = processOf (info.kind);
        double worst = 0.0;

        for (const auto t : timesOf (process))
            worst = std::max (worst, std::abs (std::hypot (process.mean (t), process.sigma (t)) - 1.0));

        if (preserving.contains (info.kind))
            CHECK (worst < 1e-14);
        else
            CHECK (worst > 0.05);
    }
}

// CRASH's sde.py in double precision.
TEST_CASE ("the processes of CRASH have its end values")
{
    const auto& cosine = processOf (ProcessKind::vpCosine);
    CHECK (cosine.tMin() == 0.007);
    CHECK (cosine.tMax() == 0.993);
    CHECK (cosine.sigma (0.007) == Approx (1.208978e-4).epsilon (1e-6));
    CHECK (cosine.sigma (0.993) == Approx (0.99987910).epsilon (1e-8));
    CHECK (cosine.mean (0.993) == Approx (0.01554931).epsilon (1e-6));
    CHECK (cosine.diffusionSquared (0.993) == Approx (285.685).epsilon (1e-5));

    const auto& subVp = processOf (ProcessKind::subVpCosine);
    CHECK (subVp.tMin() == 0.006);
    CHECK (subVp.tMax() == 0.994);
    CHECK (subVp.sigma (0.006) == Approx (8.88238e-5).epsilon (1e-6));
    CHECK (subVp.mean (0.994) == Approx (0.00942464).epsilon (1e-6));

    const auto& sigmoid = processOf (ProcessKind::vpSigmoid);
    CHECK (sigmoid.tMin() == 0.0);
    CHECK (sigmoid.tMax() == 1.0);
    CHECK (sigmoid.sigma (0.0) == Approx (1.000340e-4).epsilon (1e-6));
    CHECK (sigmoid.sigma (1.0) == Approx (0.98993146).epsilon (1e-8));
    CHECK (sigmoid.mean (1.0) == Approx (0.14154755).epsilon (1e-7));
}

TEST_CASE ("the cosine process has the logarithmic ratios of the reference")
{
    const test::ReferenceTable table ("dp-t12");
    const auto& times = table.row ("t");

    for (std::size_t i = 0; i < times.size(); ++i)
        CHECK (2.0 * std::log (processOf (ProcessKind::vpCosine).ratio (times[i]))
               == Approx (table.row ("gamma")[i]).epsilon (1e-12));
}

TEST_CASE ("the generalised sub-VP contains sub-VP-cos and VP-cos")
{
    for (const auto& [gamma, kind] : { std::pair { 1.0, ProcessKind::subVpCosine }, { 2.0, ProcessKind::vpCosine } })
    {
        const auto family = makeProcess ({ ProcessKind::generalisedSubVp, gamma, 0.5 });
        const auto& member = processOf (kind);

        for (const auto t : timesOf (*family))
        {
            CAPTURE (gamma, t);
            CHECK (family->mean (t) == Approx (member.mean (t)).epsilon (1e-12).margin (0.0));
            CHECK (family->sigma (t) == member.sigma (t));
            CHECK (family->drift (t) == Approx (member.drift (t)).epsilon (1e-11).margin (0.0));
            CHECK (family->diffusionSquared (t) == Approx (member.diffusionSquared (t)).epsilon (1e-11).margin (0.0));
            CHECK (family->timeOf (member.ratio (t)) == Approx (t).epsilon (1e-12));
        }
    }
}

TEST_CASE ("the generalised sub-VP follows its two numbers, also at the ends of their ranges")
{
    for (const auto gamma : { 0.1, 0.7, 4.0 })
        for (const auto eta : { 0.1, 0.5, 4.0 })
        {
            CAPTURE (gamma, eta);
            const auto process = makeProcess ({ ProcessKind::generalisedSubVp, gamma, eta });
            CHECK (process->mean (0.5) == Approx (std::pow (1.0 - std::pow (0.5, gamma), eta)).epsilon (1e-13));

            for (const auto t : { 1e-9, 1e-5, 0.006, 0.2, 0.5, 0.8, 0.994, 0.99999 })
                checkInverse (*process, t, false);
        }
}

TEST_CASE ("the sigma of Song's sub-VP is one minus the square of its mean, which is that of VP linear")
{
    const auto& process = processOf (ProcessKind::subVp);

    for (const auto t : timesOf (process))
    {
        CHECK (process.mean (t) == processOf (ProcessKind::vpLinear).mean (t));
        CHECK (process.sigma (t) == Approx (1.0 - process.mean (t) * process.mean (t)).epsilon (1e-11));
        CHECK (process.diffusionSquared (t) < processOf (ProcessKind::vpLinear).diffusionSquared (t));
    }
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
    CHECK_THROWS_WITH (processFromKey ("generalized-sub-vp"), Catch::Contains ("did you mean \"generalised-sub-vp\"?"));
}
