#include "Diffusion/Guidance.h"

#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);
constexpr double deviation = 0.1, low = -0.8, high = 0.6; // of referenceMixture()

/** a_low·ln P(low | x, ρ) + a_high·ln P(high | x, ρ). */
Tensor mixedPosterior (const Tensor& x, double ratio, double ofLow, double ofHigh)
{
    const auto total = deviation * deviation + ratio * ratio;
    const auto each = torch::stack (
        { std::log (0.3) - (x - low).square() / (2.0 * total), std::log (0.7) - (x - high).square() / (2.0 * total) });
    const auto posterior = torch::log_softmax (each, 0);
    return ofLow * posterior[0] + ofHigh * posterior[1];
}

/** Its gradient: that of each component's density less that of the whole mixture's. */
ClassGradient gradientFor (double ofLow, double ofHigh)
{
    return [=] (const Tensor& x, double ratio) {
        const auto total = deviation * deviation + ratio * ratio;
        const auto share = mixedPosterior (x, ratio, 1.0, 0.0).exp();
        const auto middle = share * low + (1.0 - share) * high;
        return ((low - middle) * ofLow + (high - middle) * ofHigh) / total;
    };
}

const ClassGradient toHigh = gradientFor (0.0, 1.0);
const std::vector<double> ratios { 0.002, 0.05, 0.3, 1.0, 7.0, 60.0, 1000.0 };

Tensor pointsAt (double ratio)
{
    return torch::linspace (-3.0, 3.0, 101, torch::kFloat64).reshape ({ 1, 1, -1 }) * (1.0 + ratio);
}

SamplingRun guidedRun (SamplerKind sampler, int steps)
{
    return runOf (sampler, cosine, levelsOf (LevelSpacing::logUniform, cosine, steps, 60.0, 0.002));
}

/** Equally probable ones of the standard normal distribution. */
Tensor normalPoints (int count)
{
    const GaussianMixture normal ({ { 1.0, { 0.0 }, 1.0 } });
    std::vector<double> points;

    for (int i = 0; i < count; ++i)
        points.push_back (normal.quantile ((i + 0.5) / count, 0.0));

    return asState (points);
}

struct Moments
{
    double mean, deviation;
};

Moments guidedMoments (SamplerKind sampler, const ClassifierGuidance& guidance, const ClassGradient& gradient, int steps,
                       int points = 4000)
{
    const auto run = guidedRun (sampler, steps);
    const auto denoise = guided (referenceMixture().denoiser(), gradient, guidance, run);
    const auto start = normalPoints (points) * run.levels.front();
    const auto samples = sampleAlong (run, denoise, Noise ({ 4 }), start).samples;
    return { samples.mean().item<double>(), samples.std().item<double>() };
}
} // namespace

TEST_CASE ("the closed form of the gradient in these tests is the derivative of the posterior")
{
    for (const auto ratio : ratios)
    {
        const auto x = pointsAt (ratio).set_requires_grad (true);
        mixedPosterior (x, ratio, 0.4, 1.5).sum().backward();
        CHECK (largestDifference (x.grad(), gradientFor (0.4, 1.5) (x.detach(), ratio)) < 1e-9 / (ratio * ratio));
    }
}

TEST_CASE ("the form noise at scale 1 turns the mixture's denoiser into that of the component")
{
    const auto run = guidedRun (SamplerKind::heunEdm, 20);
    const auto towardsLow = guided (referenceMixture().denoiser(), gradientFor (1.0, 0.0), { 1.0 }, run);
    const auto towardsHigh = guided (referenceMixture().denoiser(), toHigh, { 1.0 }, run);

    for (const auto ratio : ratios)
    {
        const auto x = pointsAt (ratio);
        CAPTURE (ratio);
        CHECK (largestDifference (towardsLow (x, ratio), gaussianDenoiser (low, deviation) (x, ratio)) < 1e-9);
        CHECK (largestDifference (towardsHigh (x, ratio), gaussianDenoiser (high, deviation) (x, ratio)) < 1e-9);
    }
}

TEST_CASE ("classes are mixed by the sum of their gradients")
{
    const auto run = guidedRun (SamplerKind::heunEdm, 20);
    const auto plain = referenceMixture().denoiser();
    const auto mixed = guided (plain, gradientFor (0.3, 0.7), { 1.0 }, run);
    const auto heavier = guided (plain, gradientFor (0.4, 1.5), { 1.0 }, run);

    for (const auto ratio : ratios)
    {
        const auto x = pointsAt (ratio);
        const auto toLow = gaussianDenoiser (low, deviation) (x, ratio) - plain (x, ratio);
        const auto fromLowToHigh = gaussianDenoiser (high, deviation) (x, ratio) - plain (x, ratio);
        CAPTURE (ratio);
        // two Gaussians of one deviation, multiplied: another one between them
        CHECK (largestDifference (mixed (x, ratio), gaussianDenoiser (0.3 * low + 0.7 * high, deviation) (x, ratio)) < 1e-9);
        CHECK (largestDifference (heavier (x, ratio), plain (x, ratio) + 0.4 * toLow + 1.5 * fromLowToHigh) < 1e-9);
    }
}

TEST_CASE ("sounds guided at scale 1 have the mean and the deviation of their class or mix of classes")
{
    for (const auto sampler : { SamplerKind::heunEdm, SamplerKind::dpmpp2m })
        for (const auto& [ofLow, ofHigh] : { std::pair (1.0, 0.0), std::pair (0.0, 1.0), std::pair (0.3, 0.7) })
        {
            const auto [mean, spread] = guidedMoments (sampler, { 1.0 }, gradientFor (ofLow, ofHigh), 100);
            CAPTURE (ofLow, mean, spread);
            CHECK (mean == Approx (ofLow * low + ofHigh * high).margin (2e-3));
            CHECK (spread == Approx (deviation).margin (1e-3));
        }
}

TEST_CASE ("guidance at scale 4 narrows the class and moves it away from the other one")
{
    const auto [mean, spread] = guidedMoments (SamplerKind::heunEdm, { 4.0 }, toHigh, 200);
    CAPTURE (mean, spread);
    CHECK (spread == Approx (0.062).margin (0.006));
    CHECK ((mean - high) / deviation == Approx (0.9).margin (0.15));
}

TEST_CASE ("the published form narrows the class and moves it away from the other one, at scale 1 already")
{
    const auto [mean, spread] = guidedMoments (SamplerKind::heunEdm, { 1.0, GuidanceForm::published }, toHigh, 200);
    CAPTURE (mean, spread);
    CHECK (spread == Approx (0.080).margin (0.006));
    CHECK ((mean - high) / deviation == Approx (0.17).margin (0.05));
}

TEST_CASE ("the published form takes the gradient of x_t from the noise without its sigma, in every process")
{
    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        const auto run = runOf (SamplerKind::ddim, process, { 2.0, 0.7, 0.1 });
        const auto denoise = guided (referenceMixture().denoiser(), toHigh, { 2.5, GuidanceForm::published }, run);

        for (const auto ratio : { 2.0, 1.0, 0.7 })
        {
            const auto x = pointsAt (ratio);
            const auto t = process.timeOf (ratio), m = process.mean (t), sigma = process.sigma (t);
            const auto noise = (x - referenceMixture().denoiser() (x, ratio)) / ratio;
            const auto shifted = noise - 2.5 * toHigh (x, ratio) / m;
            CAPTURE (info.key, ratio);
            CHECK (largestDifference (denoise (x, ratio), (m * x - sigma * shifted) / m) < 1e-9);
        }
    }
}

TEST_CASE ("the form mean adds w·Σ·G to the mean of an ancestral move, in every process")
{
    const auto from = 2.0, to = 0.7, scale = 2.5;
    const auto x = pointsAt (from);
    const auto z = Noise ({ 0 }).normal (NoisePurpose::step, 0, x.size (2)).to (torch::kFloat64);

    for (const auto& info : allProcesses())
    {
        const auto& process = processOf (info.kind);
        const auto run = runOf (SamplerKind::ancestral, process, { from, to, 0.1 });
        const auto denoise = guided (referenceMixture().denoiser(), toHigh, { scale, GuidanceForm::mean }, run);
        const auto moved = statesOf (infoOf (run.sampler), process, { from, to }, denoise, x).back();

        const auto t = process.timeOf (from), next = process.timeOf (to);
        const auto m = process.mean (t), sigma = process.sigma (t);
        const auto mNext = process.mean (next), sigmaNext = process.sigma (next);
        const auto clean = referenceMixture().denoiser() (x, from);
        const auto noise = (m * x - m * clean) / sigma;
        const auto variance = sigmaNext * sigmaNext * (1.0 - std::pow (sigmaNext * m / (sigma * mNext), 2));
        const auto mean = mNext * clean + std::sqrt (sigmaNext * sigmaNext - variance) * noise;
        const auto shifted = mean + scale * variance * toHigh (x, from) / m;
        CAPTURE (info.key);
        CHECK (largestDifference (moved, (shifted + std::sqrt (variance) * z) / mNext) < 1e-9);
    }
}

TEST_CASE ("the form mean nears the class as the moves become shorter")
{
    const auto errorOf = [] (int steps) {
        const auto [mean, spread] =
            guidedMoments (SamplerKind::ancestral, { 1.0, GuidanceForm::mean }, toHigh, steps, 40000);
        return std::hypot (mean - high, spread - deviation);
    };
    const auto few = errorOf (10), some = errorOf (40), many = errorOf (400);
    CAPTURE (few, some, many);
    CHECK (some < 0.6 * few);
    CHECK (many < 0.6 * some);
    CHECK (many < 0.01);
}

TEST_CASE ("the form mean is for the ancestral sampler, which is said in a sentence; the others are for all")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        const auto run = guidedRun (info.kind, 5);
        const auto guide = [&] (GuidanceForm form) { guided (referenceMixture().denoiser(), toHigh, { 1.0, form }, run); };
        CHECK_NOTHROW (guide (GuidanceForm::noise));
        CHECK_NOTHROW (guide (GuidanceForm::published));

        if (info.kind == SamplerKind::ancestral)
            CHECK_NOTHROW (guide (GuidanceForm::mean));
        else
        {
            CHECK_THROWS_AS (guide (GuidanceForm::mean), UsageError);
            CHECK_THROWS_WITH (guide (GuidanceForm::mean), Catch::Contains ("--sampler ancestral"));
        }
    }
}

TEST_CASE ("the final denoising is guided by the form noise alone")
{
    const auto plain = referenceMixture().denoiser();

    for (const auto& info : allGuidanceForms())
    {
        const auto run = guidedRun (SamplerKind::ancestral, 6);
        std::vector<double> asked;
        const ClassGradient gradient = [&] (const Tensor& x, double ratio) {
            asked.push_back (ratio);
            return toHigh (x, ratio);
        };
        const auto denoise = guided (plain, gradient, { 3.0, info.form }, run);
        const auto result = sampleAlong (run, denoise, Noise ({ 4 }), normalPoints (50) * run.levels.front());
        CAPTURE (info.key);
        CHECK (result.networkCalls == 6);
        auto expected = run.levels;

        if (info.form != GuidanceForm::noise)
            expected.pop_back();

        CHECK (asked == expected);
        const auto x = pointsAt (0.3);
        CHECK (torch::equal (denoise (x, run.levels.back()), plain (x, run.levels.back()))
               == (info.form != GuidanceForm::noise));
    }
}

TEST_CASE ("guidance at scale 0 changes nothing, to the bit")
{
    const auto plain = referenceMixture().denoiser();
    const auto run = guidedRun (SamplerKind::ancestral, 6);
    const ClassGradient never = [] (const Tensor&, double) -> Tensor { throw std::logic_error ("was asked"); };

    for (const auto& info : allGuidanceForms())
        for (const auto ratio : run.levels)
        {
            const auto x = pointsAt (ratio);
            CAPTURE (info.key, ratio);
            CHECK (torch::equal (guided (plain, never, { 0.0, info.form }, run) (x, ratio), plain (x, ratio)));
        }
}
