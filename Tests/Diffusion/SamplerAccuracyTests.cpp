#include "Diffusion/SamplerTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const std::vector<ProcessKind> referenceProcesses { ProcessKind::vpCosine, ProcessKind::vpLinear };
const Process& cosine = processOf (ProcessKind::vpCosine);
} // namespace

TEST_CASE ("the analytic mixture's exact map agrees with the reference integration of the probability flow")
{
    for (const auto kind : referenceProcesses)
    {
        const auto& process = processOf (kind);
        const ReferenceTable reference ("mixture-flow-" + keyOf (kind));
        const auto mixture = referenceMixture();
        const auto first = process.tMax();
        const auto last = process.tMin();
        const auto clean = mixture.denoiser() (asState (reference.row ("end")) / process.mean (last), process.ratio (last));

        for (std::size_t i = 0; i < reference.row ("start").size(); ++i)
        {
            CAPTURE (keyOf (kind), i);
            const auto x = mixture.transported (reference.row ("start")[i] / process.mean (first), process.ratio (first),
                                                process.ratio (last));
            CHECK (x * process.mean (last) == Approx (reference.row ("end")[i]).margin (1e-9));
        }

        CHECK (largestDifference (clean, asState (reference.row ("clean"))) < 1e-9);
    }
}

// Two rules have no reference of their own: dpmpp-3m (see its order below) and ab-3 (between ab-2 and ab-4).
TEST_CASE ("fixed deterministic samplers reproduce the reference runs level by level")
{
    for (const auto kind : referenceProcesses)
        for (const auto spacing : { LevelSpacing::uniformTime, LevelSpacing::logUniform, LevelSpacing::karras })
        {
            const auto& process = processOf (kind);
            const auto levels = levelsOf (spacing, process, 11);
            const ReferenceTable reference ("mixture-runs-" + keyOf (kind) + "-" + keyOf (spacing));
            std::size_t compared = 0;

            for (const auto& info : fixedDeterministicSamplers())
            {
                if (reference.all().count (info.key + "/0") == 0)
                    continue;

                const auto start = asState (reference.row (info.key + "/0")) / process.mean (process.tMax());
                const auto states = statesOf (info, process, levels, referenceMixture().denoiser(), start);
                ++compared;

                for (std::size_t i = 0; i < states.size(); ++i)
                {
                    CAPTURE (keyOf (kind), keyOf (spacing), info.key, i);
                    const auto mean = process.mean (process.timeOf (levels[i]));
                    const auto expected = asState (reference.row (info.key + "/" + std::to_string (i)));
                    CHECK (largestDifference (states[i] * mean, expected) < 1e-9);
                }
            }

            CHECK (compared == 12);
        }
}

// From 60 to 0.05: with fewer moves UniPC-3 and AB-4 are not yet in their asymptotic range, nearer to 0 rounding comes in.
TEST_CASE ("fixed deterministic samplers converge to the exact map with the order that their row promises")
{
    const auto mixture = referenceMixture();
    const auto levelsAfter = [] (int moves) { return levelsOf (LevelSpacing::logUniform, cosine, moves + 1, 60.0, 0.05); };
    const MixtureMap map (mixture, levelsAfter (1).front(), levelsAfter (1).back());

    for (const auto& info : fixedDeterministicSamplers())
    {
        const auto errorAfter = [&] (int moves) {
            return rootMeanSquare (statesOf (info, cosine, levelsAfter (moves), mixture.denoiser(), map.start).back()
                                   - map.end);
        };

        const auto coarse = errorAfter (400), fine = errorAfter (800);
        CAPTURE (info.key, coarse, fine);
        CHECK (std::log2 (coarse / fine) == Approx (info.order).margin (0.2));
    }
}

TEST_CASE ("with few moves a higher order pays: the errors of 50 moves are as the reference sheet has them")
{
    const auto mixture = referenceMixture();
    const auto levels = levelsOf (LevelSpacing::uniformTime, cosine, 51);
    const MixtureMap map (mixture, levels.front(), levels.back());
    const auto errorOf = [&] (SamplerKind kind) {
        const auto last = statesOf (infoOf (kind), cosine, levels, mixture.denoiser(), map.start).back();
        return rootMeanSquare (last - map.end);
    };

    CHECK (errorOf (SamplerKind::ddim) == Approx (7.5e-3).epsilon (0.02));
    CHECK (errorOf (SamplerKind::heun) == Approx (2.5e-4).epsilon (0.03));
    CHECK (errorOf (SamplerKind::dpmSolver2) == Approx (5.3e-4).epsilon (0.03));
    CHECK (errorOf (SamplerKind::dpmSolver3) == Approx (1.3e-5).epsilon (0.05));
    CHECK (errorOf (SamplerKind::uniPc2) == Approx (1.4e-3).epsilon (0.05));
    CHECK (errorOf (SamplerKind::adamsBashforth4) == Approx (2.9e-4).epsilon (0.03));
}

TEST_CASE ("samplers follow the exact flow of a mixture in two dimensions")
{
    const auto& process = processOf (ProcessKind::vpLinear);
    const ReferenceTable reference ("mixture-flow-2d-vp-linear");
    const auto& weights = reference.row ("weights");
    const auto& means = reference.row ("means");
    const auto deviation = reference.row ("deviation").front();
    const GaussianMixture mixture (
        { { weights[0], { means[0], means[1] }, deviation }, { weights[1], { means[2], means[3] }, deviation } });

    const auto start = asState (reference.row ("start")) / process.mean (process.tMax());
    const auto end = asState (reference.row ("end")) / process.mean (process.tMin());
    const auto levels = levelsOf (LevelSpacing::logUniform, process, 401);

    for (const auto& info : fixedDeterministicSamplers())
    {
        CAPTURE (info.key);
        const auto last = statesOf (info, process, levels, mixture.denoiser(), start).back();
        CHECK (rootMeanSquare (last - end) < (info.order == 1 ? 1e-2 : 2e-4));
    }
}

// In ρ the flow of N(μ, s²) is d(x − μ)/dρ = (x − μ)·ρ/(s² + ρ²), so each rule multiplies x − μ by a number.
TEST_CASE ("DDIM, EDM's Heun and DPM-Solver-2 on a Gaussian give the product of their closed-form factors")
{
    const double mean = 0.4, deviation = 0.25, start = 3.0;
    const auto levels = levelsOf (LevelSpacing::karras, cosine, 12, 20.0, 0.01);
    const auto rate = [&] (double ratio) { return ratio / (deviation * deviation + ratio * ratio); };
    double euler = start - mean, heun = start - mean, midpoint = start - mean;

    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
    {
        const auto from = levels[i], h = levels[i + 1] - from, middle = std::sqrt (from * levels[i + 1]);
        const auto factor = 1.0 + h * rate (from);
        euler *= factor;
        heun *= 1.0 + 0.5 * h * (rate (from) + rate (levels[i + 1]) * factor);
        midpoint *= 1.0 + h * rate (middle) * (1.0 + (middle - from) * rate (from));
    }

    const auto lastState = [&] (SamplerKind kind) {
        const auto denoise = gaussianDenoiser (mean, deviation);
        return statesOf (infoOf (kind), cosine, levels, denoise, asState ({ start })).back().item<double>();
    };

    CHECK (lastState (SamplerKind::ddim) == Approx (mean + euler).epsilon (1e-12));
    CHECK (lastState (SamplerKind::heunEdm) == Approx (mean + heun).epsilon (1e-12));
    CHECK (lastState (SamplerKind::dpmSolver2) == Approx (mean + midpoint).epsilon (1e-12));
}

TEST_CASE ("rules in the noise-to-signal ratio are exact in any number of moves when the clean signal is known")
{
    const auto known = gaussianDenoiser (0.4, 0.0);
    const auto levels = levelsOf (LevelSpacing::karras, cosine, 4, 20.0, 0.01);

    for (const auto& info : fixedDeterministicSamplers())
    {
        CAPTURE (info.key);

        if (! stepsInTime (info))
            CHECK (largestDifference (statesOf (info, cosine, levels, known, asState ({ 20.4, -19.6 })).back(),
                                      asState ({ 0.41, 0.39 }))
                   < 1e-12);
    }
}
