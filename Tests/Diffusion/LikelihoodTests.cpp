#include "Diffusion/Likelihood.h"

#include "Diffusion/GaussianMixture.h"
#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <numbers>
#include <torch/utils.h>

using namespace stochastick;
using test::asState;

namespace
{
constexpr double smallest = 0.01;

/** Log-uniform, noisiest first. */
std::vector<double> levelsTo (double largest, int count)
{
    std::vector<double> levels;

    for (int i = 0; i < count; ++i)
        levels.push_back (std::exp (std::lerp (std::log (largest), std::log (smallest), i / (count - 1.0))));

    return levels;
}

LikelihoodRequest requestFor (double largest, int count, int probes = 1)
{
    return { levelsTo (largest, count), probes, {}, {} };
}

double logNormalDensity (double x, double mean, double variance)
{
    return -0.5 * ((x - mean) * (x - mean) / variance + std::log (2.0 * std::numbers::pi * variance));
}

/** ln p of one sample of referenceMixture() with noise of that ratio. */
double logMixtureDensity (double x, double ratio)
{
    const auto variance = 0.01 + ratio * ratio;
    return std::log (0.3 * std::exp (logNormalDensity (x, -0.8, variance))
                     + 0.7 * std::exp (logNormalDensity (x, 0.6, variance)));
}

/** What the method gives with an exact solver: the image of x counts as a draw of N(0, largest²). */
double exactlySolvedMixture (double x, double largest)
{
    const auto image = referenceMixture().transported (x, smallest, largest);
    return logNormalDensity (image, 0.0, largest * largest) + logMixtureDensity (x, smallest)
           - logMixtureDensity (image, largest);
}

const std::vector<double> places { -1.3, -0.8, -0.75, -0.3, 0.2, 0.6, 0.65, 1.1 };

double sumOver (const std::vector<double>& values, const std::function<double (double)>& term)
{
    double sum = 0.0;

    for (const auto value : values)
        sum += term (value);

    return sum;
}

double measured (const Denoiser& denoise, const Tensor& sounds, const LikelihoodRequest& request, std::uint64_t seed = 1)
{
    return logLikelihood (denoise, sounds, Noise ({ seed }), request).item<double>();
}

/** Pairs of samples that belong together: N(±(0.7, 0.4), 0.2²), half and half. */
GaussianMixture pairs()
{
    return GaussianMixture ({ { 0.5, { -0.7, -0.4 }, 0.2 }, { 0.5, { 0.7, 0.4 }, 0.2 } });
}

double logPairDensity (double x, double y)
{
    const auto variance = 0.04 + smallest * smallest;
    return std::log (0.5) + logNormalDensity (x, 0.7, variance) + logNormalDensity (y, 0.4, variance)
           + std::log1p (std::exp (logNormalDensity (x, -0.7, variance) + logNormalDensity (y, -0.4, variance)
                                   - logNormalDensity (x, 0.7, variance) - logNormalDensity (y, 0.4, variance)));
}
} // namespace

TEST_CASE ("the likelihood of a Gaussian is its closed form, whichever directions are drawn")
{
    constexpr double mean = 0.3, deviation = 0.2, variance = deviation * deviation + smallest * smallest;
    const auto closed = sumOver (places, [] (double x) { return logNormalDensity (x, mean, variance); });
    const auto denoise = gaussianDenoiser (mean, deviation);
    const auto result = measured (denoise, asState (places), requestFor (1e6, 400));

    CHECK (std::abs (result - closed) / 8.0 < 5e-5);
    CHECK (measured (denoise, asState (places), requestFor (1e6, 400), 99) == Approx (result).epsilon (1e-12));
    CHECK (measured (denoise, asState (places), requestFor (1e6, 400, 3)) == Approx (result).epsilon (1e-12));
}

TEST_CASE ("the likelihood of a mixture is its closed form")
{
    const auto closed = sumOver (places, [] (double x) { return logMixtureDensity (x, smallest); });
    CHECK (std::abs (measured (referenceMixture().denoiser(), asState (places), requestFor (1e6, 800)) - closed) / 8.0
           < 1e-5);
}

TEST_CASE ("the likelihood in float32 is good to a thousandth of a nat a sample")
{
    const auto closed = sumOver (places, [] (double x) { return logMixtureDensity (x, smallest); });
    const auto result = logLikelihood (referenceMixture().denoiser(), asState (places).to (torch::kFloat32), Noise ({ 1 }),
                                       requestFor (1e4, 400));

    CHECK (result.scalar_type() == torch::kFloat64);
    CHECK (result.sizes() == at::IntArrayRef { 1 });
    CHECK (std::abs (result.item<double>() - closed) / 8.0 < 1e-3);
}

TEST_CASE ("the likelihood counts the last state as noise of the largest level about zero")
{
    // At 3 that is far from true: the difference to the density of the data is 1% and must be there.
    const auto exact = sumOver (places, [] (double x) { return exactlySolvedMixture (x, 3.0); });
    const auto closed = sumOver (places, [] (double x) { return logMixtureDensity (x, smallest); });
    const auto result = measured (referenceMixture().denoiser(), asState (places), requestFor (3.0, 400));

    CHECK (std::abs (result - exact) / 8.0 < 1e-6);
    CHECK (std::abs (result - closed) / 8.0 > 1e-2);
}

TEST_CASE ("the error of a likelihood falls with the fourth order of the levels")
{
    constexpr double mean = 0.3, deviation = 0.2, largest = 20.0;
    const auto stretch =
        std::sqrt ((deviation * deviation + largest * largest) / (deviation * deviation + smallest * smallest));
    const auto exact = sumOver (places, [=] (double x) {
        return logNormalDensity (mean + (x - mean) * stretch, 0.0, largest * largest) + std::log (stretch);
    });
    std::vector<double> errors;

    for (const auto moves : { 50, 100, 200 })
        errors.push_back (std::abs (
            measured (gaussianDenoiser (mean, deviation), asState (places), requestFor (largest, moves + 1)) - exact));

    CAPTURE (errors);
    CHECK (std::log2 (errors[0] / errors[1]) == Approx (4.0).margin (0.4));
    CHECK (std::log2 (errors[1] / errors[2]) == Approx (4.0).margin (0.2));
}

TEST_CASE ("with correlated samples the two signs of a pair's direction err by the same amount to either side")
{
    const auto state = asState ({ 0.1, -0.05 });
    double sums[2] {}, counts[2] {};

    for (std::uint64_t seed = 0; seed < 8; ++seed)
    {
        const auto direction = Noise ({ seed }).normal (NoisePurpose::probe, 0, 2);
        const auto side = direction.prod().item<float>() > 0.0F ? 1 : 0;
        sums[side] += measured (pairs().denoiser(), state, requestFor (1e5, 200), seed);
        ++counts[side];
    }

    REQUIRE (counts[0] > 0.0);
    REQUIRE (counts[1] > 0.0);
    const auto one = sums[0] / counts[0], other = sums[1] / counts[1];
    CHECK (std::abs (one - other) > 0.1); // or there would be nothing to average
    CHECK (0.5 * (one + other) == Approx (logPairDensity (0.1, -0.05)).margin (1e-4));
}

TEST_CASE ("with correlated samples the mean over directions approaches the closed form, and more probes are less noisy")
{
    constexpr int seeds = 200;
    const auto sounds = asState ({ 0.1, -0.05, 0.6, 0.5, -0.2, 0.1, -0.9, -0.2 }).expand ({ seeds, 1, 8 });
    const auto closed =
        logPairDensity (0.1, -0.05) + logPairDensity (0.6, 0.5) + logPairDensity (-0.2, 0.1) + logPairDensity (-0.9, -0.2);
    std::vector<std::uint64_t> seedOfEach (seeds);

    for (std::uint64_t i = 0; i < seeds; ++i)
        seedOfEach[i] = i;

    const auto spread = [&] (int probes) {
        const auto results = logLikelihood (pairs().denoiser(), sounds, Noise (seedOfEach), requestFor (1e4, 100, probes));
        const auto deviation = results.std().item<double>();
        CHECK (std::abs (results.mean().item<double>() - closed) < 5.0 * deviation / std::sqrt (seeds));
        return deviation;
    };

    const auto one = spread (1), nine = spread (9);
    CHECK (one > 0.1);
    CHECK (one / nine == Approx (3.0).epsilon (0.25)); // √9
}

TEST_CASE ("every sound of a batch has its own likelihood, as if it were alone")
{
    const auto sounds = asState ({ 0.1, -0.05, 0.6, 0.5, -0.9, -0.2 }).reshape ({ 3, 1, 2 });
    const auto together = logLikelihood (pairs().denoiser(), sounds, Noise ({ 7, 8, 9 }), requestFor (100.0, 40, 2));
    REQUIRE (together.sizes() == at::IntArrayRef { 3 });

    for (std::int64_t i = 0; i < 3; ++i)
        CHECK (together[i].item<double>()
               == Approx (measured (pairs().denoiser(), sounds.narrow (0, i, 1), requestFor (100.0, 40, 2),
                                    static_cast<std::uint64_t> (7 + i)))
                      .epsilon (1e-12));

    CHECK (together[0].item<double>() != Approx (together[1].item<double>()).margin (0.1));
}

TEST_CASE ("a likelihood leaves no gradient behind, and works where gradients are switched off")
{
    const auto weight = torch::ones ({}, torch::kFloat64).requires_grad_ (true);
    const auto exact = referenceMixture().denoiser();
    const Denoiser learning = [&] (const Tensor& x, double ratio) { return exact (x, ratio) * weight; };
    const auto sounds = asState (places);
    const auto result = logLikelihood (learning, sounds, Noise ({ 1 }), requestFor (100.0, 50));

    CHECK_FALSE (result.requires_grad());
    CHECK_FALSE (weight.grad().defined());
    CHECK_FALSE (sounds.requires_grad());
    CHECK (torch::equal (sounds, asState (places)));
    CHECK (torch::GradMode::is_enabled());

    const torch::NoGradGuard off;
    CHECK (torch::equal (logLikelihood (learning, sounds, Noise ({ 1 }), requestFor (100.0, 50)), result));
    CHECK_FALSE (torch::GradMode::is_enabled());
}

TEST_CASE ("a likelihood calls the network four times for each move and probe, reports each move, and can be cancelled")
{
    int calls = 0;
    std::vector<double> reports;
    auto request = requestFor (100.0, 6, 2);
    const auto exact = referenceMixture().denoiser();
    const Denoiser counting = [&] (const Tensor& x, double ratio) {
        if (++calls == 47)
            request.cancel.cancel();

        return exact (x, ratio);
    };
    request.onProgress = [&] (double done) { reports.push_back (done); };

    logLikelihood (counting, asState (places), Noise ({ 1 }), request);
    CHECK (calls == 40);
    REQUIRE (reports.size() == 5);

    for (std::size_t i = 0; i < 5; ++i)
        CHECK (reports[i] == Approx (static_cast<double> (i + 1) / 5.0));

    CHECK_THROWS_AS (logLikelihood (counting, asState (places), Noise ({ 1 }), request), Cancelled);
    CHECK (calls == 47); // not one more
}

TEST_CASE ("a likelihood without two decreasing levels or a probe is a mistake of the caller")
{
    const auto with = [] (std::vector<double> levels, int probes) {
        logLikelihood (gaussianDenoiser (0, 1), asState ({ 0.5 }), Noise ({ 1 }), { std::move (levels), probes, {}, {} });
    };

    CHECK_NOTHROW (with ({ 2.0, 1.0 }, 1));
    CHECK_THROWS_AS (with ({ 2.0 }, 1), std::invalid_argument);
    CHECK_THROWS_AS (with ({}, 1), std::invalid_argument);
    CHECK_THROWS_AS (with ({ 1.0, 2.0 }, 1), std::invalid_argument);
    CHECK_THROWS_AS (with ({ 2.0, 2.0 }, 1), std::invalid_argument);
    CHECK_THROWS_AS (with ({ 2.0, 1.0 }, 0), std::invalid_argument);
}
