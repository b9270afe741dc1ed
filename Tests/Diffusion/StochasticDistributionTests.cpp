#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
constexpr std::int64_t drawCount = 20'000;
const Process& cosine = processOf (ProcessKind::vpCosine);

Tensor normals (const Noise& noise, std::int64_t count)
{
    return noise.normal (NoisePurpose::start, 0, count).to (torch::kFloat64);
}

/** The target and what 20000 exact draws of it miss by. */
struct Target
{
    Target()
    {
        for (std::int64_t i = 0; i < drawCount; ++i)
            quantiles.push_back (mixture.quantile ((static_cast<double> (i) + 0.5) / static_cast<double> (drawCount), 0.0));

        sorted = torch::tensor (quantiles, torch::kFloat64);
        constexpr int repeats = 32;

        for (std::uint64_t seed = 0; seed < repeats; ++seed)
            samplingError += distanceOf (exactDraws (100 + seed)) / repeats;
    }

    /** Wasserstein-1. */
    double distanceOf (const Tensor& values) const
    {
        return (std::get<0> (values.flatten().sort()) - sorted).abs().mean().item<double>();
    }

    /** The quantiles of uniform numbers, which are made of normal ones. */
    Tensor exactDraws (std::uint64_t seed) const
    {
        const auto uniforms = torch::erfc (-normals (Noise ({ seed }), drawCount) / std::numbers::sqrt2) * 0.5;
        const auto places = (uniforms * static_cast<double> (drawCount)).floor().clamp (0, drawCount - 1);
        return sorted.index_select (0, places.to (torch::kInt64).flatten());
    }

    GaussianMixture mixture = referenceMixture();
    std::vector<double> quantiles;
    Tensor sorted;
    double samplingError = 0.0;
};

struct Plan
{
    std::string key;
    LevelSpacing spacing;
    int steps;
    SamplerControls controls;
    double largest = 1e9, smallest = 0.0;
};

/** Enough steps for each. Annealed Langevin takes away 1 − (1 − 2·snr²)⁵ of what is too much of the noise in a move, and its
    steps widen the variance by snr²: many moves, and a range that is no longer than it must be. */
const std::vector<Plan>& plans()
{
    using enum LevelSpacing;
    static const std::vector<Plan> all {
        { "ddim", uniformTime, 200, { .eta = 0.0 } },
        { "ddim", uniformTime, 200, { .eta = 0.5 } },
        { "ddim", uniformTime, 200, { .eta = 1.0 } },
        { "ancestral", uniformTime, 200, {} },
        { "ancestral-large", uniformTime, 200, {} },
        { "euler-maruyama", uniformTime, 200, {} },
        { "crash-sde", uniformTime, 200, {} },
        { "stochastic-heun", uniformTime, 50, {} },
        { "dpmpp-sde-2m", uniformTime, 100, {} },
        { "pc-reverse-diffusion", uniformTime, 200, { .correctorSnr = 0.1 } },
        { "pc-ancestral", uniformTime, 200, { .correctorSnr = 0.1 } },
        { "langevin", logUniform, 300, { .correctorSnr = 0.2 }, 10.0, 0.03 },
        { "edm-stochastic", karras, 60, { .churn = 10.0 } },
        { "gotta-go-fast", uniformTime, 2, { .tolerance = 0.05, .absoluteTolerance = 0.0078 } },
    };

    return all;
}

Tensor soundOf (const Plan& plan, const Denoiser& denoise, std::int64_t samples)
{
    const auto levels = levelsOf (plan.spacing, cosine, plan.steps, plan.largest, plan.smallest);
    const Noise noise ({ 20211107 });
    const auto start = normals (noise, samples) * std::sqrt (1.0 + levels.front() * levels.front());
    return sampleAlong (runOf (samplerFromKey (plan.key), cosine, levels, plan.controls), denoise, noise, start).samples;
}

/** Two components at distance 4, whose means differ in all d directions. */
GaussianMixture wideMixture (std::int64_t d)
{
    std::vector<double> low, high;

    for (std::int64_t i = 0; i < d; ++i)
    {
        const auto unit = (i % 2 == 0 ? 1.0 : -1.0) / std::sqrt (static_cast<double> (d));
        low.push_back (-2.4 * unit);
        high.push_back (1.6 * unit);
    }

    return GaussianMixture ({ { 0.3, low, 0.2 }, { 0.7, high, 0.2 } });
}

/** The place of each d-tuple along the line between the means. */
Tensor projected (const Tensor& sound, std::int64_t d)
{
    const auto unit = torch::tensor ({ 1.0, -1.0 }, torch::kFloat64).repeat (d / 2) / std::sqrt (static_cast<double> (d));
    return torch::matmul (sound.reshape ({ -1, d }), unit);
}

/** Masses, places and widths of the modes, and the width across them. */
void checkModes (const Tensor& sound, std::int64_t d)
{
    const auto line = projected (sound, d);
    const auto count = static_cast<double> (line.numel());
    const auto low = line.masked_select (line < -0.4), high = line.masked_select (line >= -0.4);
    CHECK (static_cast<double> (low.numel()) / count == Approx (0.3).margin (4.0 * std::sqrt (0.21 / count)));

    for (const auto& [mode, place] : { std::pair { low, -2.4 }, std::pair { high, 1.6 } })
    {
        const auto inMode = static_cast<double> (mode.numel());
        CHECK (mode.mean().item<double>() == Approx (place).margin (4.0 * 0.2 / std::sqrt (inMode) + 0.01));
        CHECK (mode.std().item<double>() == Approx (0.2).epsilon (4.0 / std::sqrt (2.0 * inMode) + 0.05));
    }

    const auto across = sound.square().sum().item<double>() - line.square().sum().item<double>();
    const auto expected = 0.04 * count * static_cast<double> (d - 1);
    CHECK (across == Approx (expected).epsilon (4.0 * std::sqrt (2.0 / (count * static_cast<double> (d - 1))) + 0.06));
}
} // namespace

TEST_CASE ("the final distribution of every rule that draws noise is the mixture's, up to 2.5 sampling errors")
{
    const Target target;
    CAPTURE (target.samplingError);

    for (const auto& info : stochasticSamplers())
        CHECK (std::any_of (plans().begin(), plans().end(), [&] (const Plan& plan) { return plan.key == info.key; }));

    for (const auto& plan : plans())
    {
        CAPTURE (plan.key, plan.controls.eta);
        const auto result = soundOf (plan, target.mixture.denoiser(), drawCount);
        CHECK (target.distanceOf (result) < 2.5 * target.samplingError);
    }
}

TEST_CASE ("in 2 and in 64 dimensions the modes have their masses, places and widths")
{
    for (const std::int64_t d : { 2, 64 })
        for (const auto& plan : plans())
        {
            CAPTURE (plan.key, plan.controls.eta, d);
            const std::int64_t draws = d == 2 ? 2000 : 150;
            checkModes (soundOf (plan, wideMixture (d).denoiser(), draws * d), d);
        }
}

TEST_CASE ("on the way through a Gaussian the state has the mean and variance of its noise level")
{
    constexpr std::int64_t draws = 5000;
    const double mean = 0.4, deviation = 0.25;
    const auto levels = levelsOf (LevelSpacing::logUniform, cosine, 401, 40.0, 0.01);
    const auto start = normals (Noise ({ 77 }), draws) * std::hypot (deviation, levels.front()) + mean;

    for (const auto& plan : plans())
    {
        const auto& info = infoOf (samplerFromKey (plan.key));

        if (info.adaptive)
            continue;

        const auto states = statesOf (info, cosine, levels, gaussianDenoiser (mean, deviation), start, plan.controls, 6);

        for (const std::size_t i : { 100u, 200u, 260u, 320u, 400u })
        {
            CAPTURE (plan.key, plan.controls.eta, i);
            const auto variance = deviation * deviation + levels[i] * levels[i];
            const auto count = static_cast<double> (draws);
            const auto bias = info.kind == SamplerKind::langevin ? 0.12 : 0.03;
            CHECK (states[i].mean().item<double>() == Approx (mean).margin (4.0 * std::sqrt (variance / count) + 0.005));
            CHECK (states[i].var().item<double>() == Approx (variance).epsilon (bias + 4.0 * std::sqrt (2.0 / count)));
        }
    }
}
