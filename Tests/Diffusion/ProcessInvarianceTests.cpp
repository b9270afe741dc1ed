#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
constexpr std::int64_t drawCount = 5000;
const Process& cosine = processOf (ProcessKind::vpCosine);

/** Inside the range of every process. */
std::vector<double> sharedLevels (int steps)
{
    return levelsOf (LevelSpacing::logUniform, cosine, steps, 6.0, 0.02);
}

/** Draws of N(mean, deviation²) with the noise of a level, float64. */
Tensor noisyGaussian (double mean, double deviation, double ratio)
{
    return Noise ({ 4 }).normal (NoisePurpose::start, 0, drawCount).to (torch::kFloat64) * std::hypot (deviation, ratio)
           + mean;
}
} // namespace

TEST_CASE ("rules that work in the noise-to-signal ratio give the same sound for every process, to the bit")
{
    const auto levels = sharedLevels (12);
    const auto denoise = referenceMixture().denoiser();
    const Noise noise ({ 1 });
    const auto start = noise.normal (NoisePurpose::start, 0, 33).to (torch::kFloat64) * 6.0;

    for (const auto& info : allSamplers())
    {
        int equal = 0;
        const auto soundFor = [&] (const Process& process) {
            return sampleAlong (runOf (info.kind, process, levels, { .eta = 0.5 }), denoise, noise, start).samples;
        };
        const auto expected = soundFor (cosine);

        for (const auto& process : allProcesses())
            equal += torch::equal (soundFor (processOf (process.kind)), expected) ? 1 : 0;

        CAPTURE (info.key, equal);
        const auto all = static_cast<int> (allProcesses().size());
        CHECK ((stepsInTime (info) ? equal < all : equal == all));
    }
}

TEST_CASE ("every deterministic sampler reaches the exact map of every process, from end to end")
{
    const auto mixture = referenceMixture();

    for (const auto& row : allProcesses())
    {
        const auto& process = processOf (row.kind);
        const auto levels = levelsOf (LevelSpacing::logUniform, process, 161);
        const MixtureMap map (mixture, levels.front(), levels.back());

        for (const auto& info : fixedDeterministicSamplers())
        {
            CAPTURE (row.key, info.key);
            const auto last = statesOf (info, process, levels, mixture.denoiser(), map.start).back();
            CHECK (rootMeanSquare (last - map.end) < (info.order == 1 ? 3e-2 : 2e-3));
        }
    }
}

TEST_CASE ("the deterministic rules that step in time converge to one result with their order, whatever the process")
{
    const auto mixture = referenceMixture();
    const MixtureMap map (mixture, sharedLevels (2).front(), sharedLevels (2).back());

    for (const auto kind : { SamplerKind::euler, SamplerKind::heun })
        for (const auto& row : allProcesses())
        {
            const auto& info = infoOf (kind);
            const auto errorAfter = [&] (int moves) {
                const auto levels = sharedLevels (moves + 1);
                const auto states = statesOf (info, processOf (row.kind), levels, mixture.denoiser(), map.start);
                return rootMeanSquare (states.back() - map.end);
            };

            const auto coarse = errorAfter (200), fine = errorAfter (400);
            CAPTURE (info.key, row.key, coarse, fine);
            CHECK (std::log2 (coarse / fine) == Approx (info.order).margin (0.2));
            CHECK (fine < (kind == SamplerKind::euler ? 6e-3 : 1e-4));
        }
}

TEST_CASE ("the stochastic rules that step in time keep the marginals of a Gaussian on the way, whatever the process")
{
    const double mean = 0.4, deviation = 0.25;
    const auto levels = sharedLevels (121);
    const auto count = static_cast<double> (drawCount);
    const auto fixedAndInTime = [] (const SamplerInfo& info) {
        return info.stochastic && ! info.adaptive && stepsInTime (info);
    };

    for (const auto& info : samplersThat (fixedAndInTime))
        for (const auto& row : allProcesses())
        {
            const auto states = statesOf (info, processOf (row.kind), levels, gaussianDenoiser (mean, deviation),
                                          noisyGaussian (mean, deviation, levels.front()), { .correctorSnr = 0.01 });

            for (const std::size_t i : { 60u, 90u, 120u })
            {
                CAPTURE (info.key, row.key, i);
                const auto variance = deviation * deviation + levels[i] * levels[i];
                CHECK (states[i].mean().item<double>() == Approx (mean).margin (4.0 * std::sqrt (variance / count) + 0.005));
                CHECK (states[i].var().item<double>() == Approx (variance).epsilon (0.06 + 4.0 * std::sqrt (2.0 / count)));
            }
        }
}
