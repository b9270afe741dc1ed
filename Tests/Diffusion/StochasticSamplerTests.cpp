#include "Diffusion/NoiseLevels.h"
#include "Diffusion/Sampler.h"
#include "Doubles/AnalyticDenoisers.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace stochastick;
using test::ReferenceTable;

namespace
{
constexpr std::int64_t drawCount = 20'000;
const Process& cosine = processOf (ProcessKind::vpCosine);

Tensor asState (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}

/** drawCount values of x/mean at the largest level: x itself is a standard normal there. */
Tensor startOf (const Noise& noise, double ratio)
{
    return noise.normal (NoisePurpose::start, 0, drawCount).to (torch::kFloat64) * std::sqrt (1.0 + ratio * ratio);
}

/** Wasserstein-1 between sorted values and the mixture, by its quantiles. */
double distanceTo (const std::vector<double>& quantiles, const Tensor& values)
{
    const auto sorted = std::get<0> (values.flatten().sort());
    return (sorted - torch::tensor (quantiles, torch::kFloat64)).abs().mean().item<double>();
}

std::vector<double> quantilesOf (const test::GaussianMixture& mixture)
{
    std::vector<double> quantiles;

    for (std::int64_t i = 0; i < drawCount; ++i)
        quantiles.push_back (mixture.quantile ((static_cast<double> (i) + 0.5) / static_cast<double> (drawCount), 0.0));

    return quantiles;
}

/** As many exact draws: the quantiles of uniform numbers, which are made of normal ones. */
Tensor exactDraws (const std::vector<double>& quantiles, std::uint64_t seed)
{
    const auto normals = Noise ({ seed }).normal (NoisePurpose::known, 0, drawCount).to (torch::kFloat64);
    const auto uniforms = torch::erfc (-normals / std::numbers::sqrt2) * 0.5;
    const auto places = (uniforms * static_cast<double> (drawCount)).floor().clamp (0, drawCount - 1).to (torch::kInt64);
    return torch::tensor (quantiles, torch::kFloat64).index_select (0, places.flatten());
}

double samplingError (const std::vector<double>& quantiles)
{
    double sum = 0.0;

    for (std::uint64_t seed = 100; seed < 132; ++seed)
        sum += distanceTo (quantiles, exactDraws (quantiles, seed));

    return sum / 32.0;
}

/** x − mean of one move of DDIM(η) is a·(x − mean) + b·z on N(mean, deviation²). */
struct AffineMove
{
    AffineMove (double deviation, double eta, double from, double to)
    {
        const auto total = deviation * deviation + from * from;
        const auto share = eta * eta * (1.0 - to * to / (from * from));
        a = deviation * deviation / total + to * std::sqrt (1.0 - share) * from / total;
        b = to * std::sqrt (share);
    }

    double a = 0.0, b = 0.0;
};
} // namespace

TEST_CASE ("the final distribution of DDIM with any eta is the mixture's, up to 2.5 sampling errors")
{
    const auto mixture = test::referenceMixture();
    const auto quantiles = quantilesOf (mixture);
    const auto limit = 2.5 * samplingError (quantiles);
    const auto levels = noiseLevels (LevelSpacing::uniformTime, cosine, 200, 1e9, 0.0);
    const Noise noise ({ 20211107 });

    const auto distanceOf = [&] (SamplerKind kind, double eta) {
        const SamplingRun run { kind, eta, cosine, levels, {}, {} };
        return distanceTo (quantiles, sampleAlong (run, mixture.denoiser(), noise, startOf (noise, levels.front())).samples);
    };

    CAPTURE (limit);
    CHECK (distanceOf (SamplerKind::ddim, 0.0) < limit);
    CHECK (distanceOf (SamplerKind::ddim, 0.5) < limit);
    CHECK (distanceOf (SamplerKind::ddim, 1.0) < limit);
    CHECK (distanceOf (SamplerKind::ancestral, 0.0) < limit);
}

TEST_CASE ("ancestral sampling is DDIM with eta 1, to the bit")
{
    const auto levels = noiseLevels (LevelSpacing::uniformTime, cosine, 10, 1e9, 0.0);
    const Noise noise ({ 5 });
    const auto soundOf = [&] (SamplerKind kind, double eta) {
        const SamplingRun run { kind, eta, cosine, levels, {}, {} };
        const auto start = noise.normal (NoisePurpose::start, 0, 100);
        return sampleAlong (run, test::gaussianDenoiser (0.0, 0.3), noise, start).samples;
    };

    CHECK (torch::equal (soundOf (SamplerKind::ancestral, 0.0), soundOf (SamplerKind::ddim, 1.0)));
    CHECK_FALSE (torch::equal (soundOf (SamplerKind::ancestral, 0.0), soundOf (SamplerKind::ddim, 0.5)));
}

// Our noise cannot be the recorded one, but a move is affine in it: take ours out and put the recorded one in.
TEST_CASE ("stochastic samplers reproduce the reference runs with their recorded noise")
{
    const auto levels = noiseLevels (LevelSpacing::uniformTime, cosine, 11, 1e9, 0.0);
    const auto denoise = test::referenceMixture().denoiser();
    const Noise noise ({ 1 });

    const auto check = [&] (const std::string& table, SamplerKind kind, double eta) {
        const ReferenceTable reference (table);
        const auto sampler = infoOf (kind).create();
        auto x = asState (reference.row ("start")) / cosine.mean (cosine.tMax());

        for (int i = 0; i < 10; ++i)
        {
            const auto from = levels[static_cast<std::size_t> (i)];
            const auto to = levels[static_cast<std::size_t> (i) + 1];
            const auto recorded = asState (reference.row ("noise/" + std::to_string (i)));
            const auto ours = noise.normal (NoisePurpose::step, i, x.size (2)).to (torch::kFloat64);
            const auto strength = eta * to * std::sqrt (1.0 - to * to / (from * from));
            x = sampler->step ({ denoise, cosine, noise, eta }, x, i, from, to) + strength * (recorded - ours);
        }

        const auto result = denoise (x, levels.back());
        CHECK ((result - asState (reference.row ("result"))).abs().max().item<double>() < 1e-9);
    };

    check ("mixture-noise-ancestral", SamplerKind::ancestral, 1.0);
    check ("mixture-noise-ddim-half", SamplerKind::ddim, 0.5);
}

TEST_CASE ("halfway through a run on a Gaussian the state has the mean and variance of its noise level")
{
    const double mean = 0.4, deviation = 0.25;
    const auto levels = noiseLevels (LevelSpacing::logUniform, cosine, 401, 40.0, 0.01);
    const auto middle = levels[200];
    const Noise noise ({ 77 });

    for (const double eta : { 0.0, 0.5, 1.0 })
    {
        CAPTURE (eta);
        Tensor halfway;
        const auto denoise = test::gaussianDenoiser (mean, deviation);
        const Denoiser watched = [&] (const Tensor& x, double ratio) {
            if (ratio == middle)
                halfway = x;

            return denoise (x, ratio);
        };
        const auto start =
            noise.normal (NoisePurpose::start, 0, drawCount).to (torch::kFloat64) * std::hypot (deviation, levels.front())
            + mean;
        sampleAlong ({ SamplerKind::ddim, eta, cosine, levels, {}, {} }, watched, noise, start);

        const auto variance = deviation * deviation + middle * middle;
        const auto count = static_cast<double> (drawCount);
        REQUIRE (halfway.defined());
        CHECK (halfway.mean().item<double>() == Approx (mean).margin (4.0 * std::sqrt (variance / count)));
        CHECK (halfway.var().item<double>() == Approx (variance).epsilon (0.02 + 4.0 * std::sqrt (2.0 / count)));
    }
}

TEST_CASE ("with few levels the variance on a Gaussian is the one of the recursion in closed form")
{
    const double mean = -0.2, deviation = 0.5;
    const auto levels = noiseLevels (LevelSpacing::karras, cosine, 6, 10.0, 0.1);
    const Noise noise ({ 8 });

    for (const double eta : { 0.0, 0.5, 1.0 })
    {
        CAPTURE (eta);
        double variance = 100.0;

        for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        {
            const AffineMove move (deviation, eta, levels[i], levels[i + 1]);
            variance = move.a * move.a * variance + move.b * move.b;
        }

        const auto shrink = deviation * deviation / (deviation * deviation + levels.back() * levels.back());
        const auto start = noise.normal (NoisePurpose::start, 0, drawCount).to (torch::kFloat64) * 10.0 + mean;
        const SamplingRun run { SamplerKind::ddim, eta, cosine, levels, {}, {} };
        const auto result = sampleAlong (run, test::gaussianDenoiser (mean, deviation), noise, start).samples;

        CHECK (result.var().item<double>()
               == Approx (variance * shrink * shrink).epsilon (4.0 * std::sqrt (2.0 / static_cast<double> (drawCount))));
    }
}
