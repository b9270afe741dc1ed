#include "Diffusion/NoiseLevels.h"
#include "Diffusion/Sampler.h"
#include "Doubles/AnalyticDenoisers.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace stochastick;
using test::ReferenceTable;

namespace
{
Tensor asState (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}

std::vector<SamplerInfo> deterministicSamplers()
{
    auto samplers = allSamplers();
    std::erase_if (samplers, [] (const SamplerInfo& info) { return info.stochastic; });
    return samplers;
}

/** The states x/mean at all levels of a run with η = 0, the one at the last level included. */
std::vector<Tensor> statesOf (const SamplerInfo& info, const Process& process, const std::vector<double>& levels,
                              const Denoiser& denoise, const Tensor& start)
{
    std::vector<Tensor> asked, states;
    const SamplingRun run { info.kind, 0.0, process, levels, {}, {} };
    const Denoiser watched = [&] (const Tensor& x, double ratio) {
        asked.push_back (x);
        return denoise (x, ratio);
    };
    const Noise noise (std::vector<std::uint64_t> (static_cast<std::size_t> (start.size (0))));
    sampleAlong (run, watched, noise, start);

    for (std::size_t i = 0; i < asked.size(); i += static_cast<std::size_t> (info.callsPerMove))
        states.push_back (asked[i]);

    return states;
}

double rootMeanSquare (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

double largestDifference (const Tensor& a, const Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/** From end to end of the process. */
std::vector<double> allLevels (LevelSpacing spacing, const Process& process, int levels)
{
    return noiseLevels (spacing, process, levels, 1e9, 0.0);
}
} // namespace

TEST_CASE ("the analytic mixture's exact map agrees with the reference integration of the probability flow")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        const ReferenceTable reference ("mixture-flow-" + info.key);
        const auto mixture = test::referenceMixture();
        const auto first = process.tMax();
        const auto last = process.tMin();
        const auto clean = mixture.denoiser() (asState (reference.row ("end")) / process.mean (last), process.ratio (last));

        for (std::size_t i = 0; i < reference.row ("start").size(); ++i)
        {
            CAPTURE (info.key, i);
            const auto x = mixture.transported (reference.row ("start")[i] / process.mean (first), process.ratio (first),
                                                process.ratio (last));
            CHECK (x * process.mean (last) == Approx (reference.row ("end")[i]).margin (1e-9));
        }

        CHECK (largestDifference (clean, asState (reference.row ("clean"))) < 1e-9);
    }
}

TEST_CASE ("deterministic samplers reproduce the reference runs level by level")
{
    for (const auto& processInfo : allProcesses())
        for (const auto& spacing : allLevelSpacings())
        {
            const auto& process = processOf (processInfo.kind);
            const auto levels = allLevels (spacing.spacing, process, 11);
            const ReferenceTable reference ("mixture-runs-" + processInfo.key + "-" + spacing.key);

            for (const auto& info : deterministicSamplers())
            {
                const auto start = asState (reference.row (info.key + "/0")) / process.mean (process.tMax());
                const auto states = statesOf (info, process, levels, test::referenceMixture().denoiser(), start);
                REQUIRE (states.size() == 11);

                for (std::size_t i = 0; i < states.size(); ++i)
                {
                    CAPTURE (processInfo.key, spacing.key, info.key, i);
                    const auto mean = process.mean (process.timeOf (levels[i]));
                    const auto expected = asState (reference.row (info.key + "/" + std::to_string (i)));
                    CHECK (largestDifference (states[i] * mean, expected) < 1e-9);
                }
            }
        }
}

TEST_CASE ("deterministic samplers converge to the exact map with the order that their row promises")
{
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto mixture = test::referenceMixture();
    std::vector<double> start, end;
    const ReferenceTable reference ("mixture-flow-vp-cosine");

    for (const auto x : reference.row ("start"))
    {
        start.push_back (x / process.mean (process.tMax()));
        end.push_back (mixture.transported (start.back(), process.ratio (process.tMax()), process.ratio (process.tMin())));
    }

    for (const auto& info : deterministicSamplers())
    {
        const auto errorAfter = [&] (int moves) {
            const auto levels = allLevels (LevelSpacing::logUniform, process, moves + 1);
            return rootMeanSquare (statesOf (info, process, levels, mixture.denoiser(), asState (start)).back()
                                   - asState (end));
        };

        // From one doubling to the next, up to 800 moves.
        const std::vector<double> errors { errorAfter (100), errorAfter (200), errorAfter (400), errorAfter (800) };
        CAPTURE (info.key, errors);
        CHECK (std::log2 (errors.front() / errors.back()) / 3.0 == Approx (info.order).margin (0.2));
        CHECK (std::log2 (errors[2] / errors[3]) == Approx (info.order).margin (0.2));
    }
}

TEST_CASE ("samplers follow the exact flow of a mixture in two dimensions")
{
    const auto& process = processOf (ProcessKind::vpLinear);
    const ReferenceTable reference ("mixture-flow-2d-vp-linear");
    const auto& weights = reference.row ("weights");
    const auto& means = reference.row ("means");
    const auto deviation = reference.row ("deviation").front();
    const test::GaussianMixture mixture (
        { { weights[0], { means[0], means[1] }, deviation }, { weights[1], { means[2], means[3] }, deviation } });

    const auto start = asState (reference.row ("start")).reshape ({ 25, 1, 2 }) / process.mean (process.tMax());
    const auto end = asState (reference.row ("end")).reshape ({ 25, 1, 2 }) / process.mean (process.tMin());

    for (const auto& info : deterministicSamplers())
    {
        CAPTURE (info.key);
        const auto levels = allLevels (LevelSpacing::logUniform, process, 401);
        const auto last = statesOf (info, process, levels, mixture.denoiser(), start).back();
        CHECK (rootMeanSquare (last - end) < (info.order == 1 ? 1e-2 : 2e-4));
    }
}

// In ρ the flow of N(μ, s²) is d(x − μ)/dρ = (x − μ)·ρ/(s² + ρ²), so each rule multiplies x − μ by a number.
TEST_CASE ("DDIM and EDM's Heun on a Gaussian give the product of their closed-form factors")
{
    const double mean = 0.4, deviation = 0.25, start = 3.0;
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto levels = noiseLevels (LevelSpacing::karras, process, 12, 20.0, 0.01);
    const auto rate = [&] (double ratio) { return ratio / (deviation * deviation + ratio * ratio); };
    double euler = start - mean, heun = start - mean;

    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
    {
        const auto h = levels[i + 1] - levels[i];
        const auto factor = 1.0 + h * rate (levels[i]);
        euler *= factor;
        heun *= 1.0 + 0.5 * h * (rate (levels[i]) + rate (levels[i + 1]) * factor);
    }

    const auto lastState = [&] (SamplerKind kind) {
        const auto denoise = test::gaussianDenoiser (mean, deviation);
        return statesOf (infoOf (kind), process, levels, denoise, asState ({ start })).back().item<double>();
    };

    CHECK (lastState (SamplerKind::ddim) == Approx (mean + euler).epsilon (1e-12));
    CHECK (lastState (SamplerKind::heunEdm) == Approx (mean + heun).epsilon (1e-12));
}

TEST_CASE ("samplers in the noise-to-signal ratio are exact in any number of moves when the clean signal is known")
{
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto known = test::gaussianDenoiser (0.4, 0.0);
    const auto levels = noiseLevels (LevelSpacing::karras, process, 4, 20.0, 0.01);

    for (const auto kind : { SamplerKind::ddim, SamplerKind::heunEdm, SamplerKind::dpmpp2m })
    {
        CAPTURE (infoOf (kind).key);
        const auto last = statesOf (infoOf (kind), process, levels, known, asState ({ 20.4, -19.6 })).back();
        CHECK (largestDifference (last, asState ({ 0.41, 0.39 })) < 1e-13);
    }
}
