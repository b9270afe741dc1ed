#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

SamplerControls toleranceOf (double tolerance, double absolute)
{
    return { .tolerance = tolerance, .absoluteTolerance = absolute };
}

struct Outcome
{
    double error = 0.0;
    int calls = 0;
};

/** From end to end of the process, after the final denoising. */
Outcome rungeKutta (const Process& process, const SamplerControls& controls)
{
    const auto mixture = referenceMixture();
    const auto run = runOf (SamplerKind::rungeKutta45, process, levelsOf (LevelSpacing::karras, process, 2), controls);
    const MixtureMap map (mixture, run.levels.front(), run.levels.back());
    const auto result = sampleAlong (run, mixture.denoiser(), Noise ({ 1 }), map.start);
    return { rootMeanSquare (result.samples - mixture.denoiser() (map.end, run.levels.back())), result.networkCalls };
}

/** The reference mixture for sounds of one sample, without the cost of tensors. */
Tensor oneSampleDenoiser (const Tensor& x, double ratio)
{
    const auto value = x.item<double>(), variance = 0.01 + ratio * ratio;
    const auto logOdds =
        std::log (0.7 / 0.3) + ((value + 0.8) * (value + 0.8) - (value - 0.6) * (value - 0.6)) / (2.0 * variance);
    const auto high = 1.0 / (1.0 + std::exp (-logOdds));
    const auto place = high * 0.6 - (1.0 - high) * 0.8;
    return torch::full_like (x, place + (value - place) * 0.01 / variance);
}

/** The share of the lower mode, of weight 0.3, over all samples of many sounds. */
double lowerMass (std::size_t sounds, std::int64_t samples, const Denoiser& denoise)
{
    std::vector<std::uint64_t> seeds (sounds);

    for (std::size_t i = 0; i < sounds; ++i)
        seeds[i] = 1000 + i;

    const Noise noise (seeds);
    const auto run =
        runOf (SamplerKind::gottaGoFast, cosine, levelsOf (LevelSpacing::karras, cosine, 2), toleranceOf (0.1, 0.0078));
    const auto start = noise.normal (NoisePurpose::start, 0, samples).to (torch::kFloat64)
                       * std::sqrt (1.0 + run.levels.front() * run.levels.front());
    const auto result = sampleAlong (run, denoise, noise, start);
    CHECK (result.complete);
    return (result.samples < -0.1).to (torch::kFloat64).mean().item<double>();
}
} // namespace

TEST_CASE ("the error of Runge–Kutta falls with its tolerance, for more calls")
{
    Outcome previous { 1.0, 0 };

    for (const double tolerance : { 1e-3, 1e-4, 1e-5, 1e-6, 1e-7 })
    {
        const auto outcome = rungeKutta (cosine, toleranceOf (tolerance, 0.1 * tolerance));
        CAPTURE (tolerance, outcome.error, outcome.calls);
        CHECK (outcome.error < 5.0 * tolerance);
        CHECK (outcome.error < previous.error);
        CHECK (outcome.calls > previous.calls);
        CHECK (outcome.calls % 6 == 2); // six an attempt, the first slope and the final denoising
        previous = outcome;
    }

    CHECK (previous.calls < 1000);
}

TEST_CASE ("Runge–Kutta reaches the exact map of every process")
{
    for (const auto& row : allProcesses())
    {
        const auto outcome = rungeKutta (processOf (row.kind), toleranceOf (1e-4, 1e-5));
        CAPTURE (row.key, outcome.calls);
        CHECK (outcome.error < 5e-4);
    }
}

TEST_CASE ("a step of Runge–Kutta is of fifth order: halving it divides its error by 64")
{
    // One attempt from ρ = 1 whose end is nearer than the first step of 0.5; every error is allowed.
    const auto mixture = referenceMixture();
    const auto denoise = mixture.denoiser();
    const auto controls = toleranceOf (1.0, 1.0);
    const Noise noise ({ 1 });
    const auto errorOf = [&] (double h) {
        const auto to = 1.0 - h;
        const MixtureMap map (mixture, 1.0, to);
        const auto state = infoOf (SamplerKind::rungeKutta45)
                               .create()
                               ->move ({ denoise, cosine, noise, controls, 1 }, { map.start, 1.0 }, 0, to);
        CHECK (state.ratio == to);
        return rootMeanSquare (state.x - map.end);
    };

    const auto coarse = errorOf (0.1), fine = errorOf (0.05);
    CAPTURE (coarse, fine);
    CHECK (std::log2 (coarse / fine) == Approx (6.0).margin (0.3));
}

TEST_CASE ("an attempt with too large an error stays where it was and tries a shorter step")
{
    const Noise noise ({ 1 });
    const auto denoise = referenceMixture().denoiser();
    const MixtureMap map (referenceMixture(), 2.0, 1.0);

    for (const auto& info : samplersThat ([] (const SamplerInfo& row) { return row.adaptive; }))
    {
        CAPTURE (info.key);
        const auto controls = toleranceOf (1e-6, 1e-7);
        const SamplerContext context { denoise, cosine, noise, controls, 1 };
        const auto sampler = info.create();
        const SamplingState before { map.start, 2.0 };
        const auto rejected = sampler->move (context, before, 0, 0.01);
        CHECK (rejected.ratio == 2.0);
        CHECK (torch::equal (rejected.x, map.start));

        auto state = rejected;

        for (int i = 1; i < 40 && state.ratio == 2.0; ++i)
            state = sampler->move (context, state, i, 0.01);

        CHECK (state.ratio < 2.0);
        CHECK (state.ratio > 1.0);
    }
}

TEST_CASE ("with few network calls an adaptive run ends early, says so, and still denoises")
{
    const auto denoise = referenceMixture().denoiser();

    for (const auto& info : samplersThat ([] (const SamplerInfo& row) { return row.adaptive; }))
        for (const double limit : { 16.0, 40.0, 41.0 })
        {
            CAPTURE (info.key, limit);
            auto controls = toleranceOf (1e-5, 1e-6);
            controls.maximumCalls = limit;
            auto run = runOf (info.kind, cosine, levelsOf (LevelSpacing::karras, cosine, 2), controls);
            double reached = 0.0, fraction = 0.0;
            run.onProgress = [&] (const SamplingProgress& progress) {
                reached = progress.ratio == 0.0 ? reached : progress.ratio;
                fraction = progress.fraction;
            };
            Tensor last;
            double level = 0.0;
            int calls = 0;
            const Denoiser watched = [&] (const Tensor& x, double ratio) {
                ++calls;
                level = ratio;
                return last = denoise (x, ratio);
            };
            const Noise noise ({ 1 });
            const auto start = noise.normal (NoisePurpose::start, 0, 50).to (torch::kFloat64) * run.levels.front();
            const auto result = sampleAlong (run, watched, noise, start);

            CHECK_FALSE (result.complete);
            CHECK (calls == result.networkCalls);
            CHECK (calls <= static_cast<int> (limit));
            CHECK (calls + info.callsPerMove + info.extraCalls > static_cast<int> (limit));
            CHECK (level == reached);
            CHECK (level > run.levels.back());
            CHECK (fraction == 1.0);
            CHECK (torch::equal (result.samples, last));
            CHECK (result.samples.abs().max().item<double>() < 2.0);

            if (! info.stochastic)
                CHECK_FALSE (encodeAlong (run, denoise, start / run.levels.front()).complete);
        }
}

TEST_CASE ("each sound of a batch has the steps that it needs")
{
    const auto denoise = referenceMixture().denoiser();
    const auto run =
        runOf (SamplerKind::rungeKutta45, cosine, levelsOf (LevelSpacing::karras, cosine, 2), toleranceOf (1e-4, 1e-5));
    const auto callsFor = [&] (const Tensor& x) {
        return sampleAlong (run, denoise, Noise (std::vector<std::uint64_t> (static_cast<std::size_t> (x.size (0)))), x)
            .networkCalls;
    };
    const auto easy = torch::full ({ 1, 1, 1 }, 1.5 * run.levels.front(), torch::kFloat64);
    const auto hard = torch::full ({ 1, 1, 1 }, -0.52 * run.levels.front(), torch::kFloat64);

    CHECK (callsFor (easy) < callsFor (hard));
    CHECK (callsFor (torch::cat ({ easy, hard })) == callsFor (easy) + callsFor (hard));
}

// Drawing anew after a rejection gives 0.42 with one sample a sound; the standard error of 500 sounds is 0.02.
TEST_CASE ("Gotta Go Fast gives the modes their masses, with one sample a sound as with 64")
{
    CHECK (lowerMass (500, 1, oneSampleDenoiser) == Approx (0.3).margin (0.06));
    CHECK (lowerMass (60, 64, referenceMixture().denoiser()) == Approx (0.3).margin (0.03));
}

TEST_CASE ("a tighter tolerance costs Gotta Go Fast more calls")
{
    const auto callsWith = [] (double tolerance) {
        const auto run = runOf (SamplerKind::gottaGoFast, cosine, levelsOf (LevelSpacing::karras, cosine, 2),
                                toleranceOf (tolerance, 0.0078));
        const Noise noise ({ 1 });
        const auto start = noise.normal (NoisePurpose::start, 0, 64).to (torch::kFloat64) * run.levels.front();
        return sampleAlong (run, referenceMixture().denoiser(), noise, start).networkCalls;
    };

    // The reference sheet has 366, 156 and 98 calls for 0.01, 0.05 and 0.1.
    CHECK (callsWith (0.01) == Approx (366).epsilon (0.2));
    CHECK (callsWith (0.05) == Approx (156).epsilon (0.2));
    CHECK (callsWith (0.1) == Approx (98).epsilon (0.2));
}
