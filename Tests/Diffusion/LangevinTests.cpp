#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
constexpr double mean = 0.4, deviation = 0.25, snr = 0.3;
constexpr std::int64_t samples = 9;
const Process& cosine = processOf (ProcessKind::vpCosine);
const Noise noise ({ 3, 4 });

Tensor draw (NoisePurpose purpose, int step)
{
    return noise.normal (purpose, step, samples).to (torch::kFloat64);
}

/** By hand, sound by sound: x + a·score + √(2a)·z, a = 2·(snr·|z|/|score|)². */
Tensor corrected (const Tensor& x, double ratio, int step)
{
    const auto z = draw (NoisePurpose::corrector, step);
    const auto score = (mean - x) / (deviation * deviation + ratio * ratio);
    std::vector<Tensor> sounds;

    for (std::int64_t i = 0; i < x.size (0); ++i)
    {
        const auto a = 2.0 * std::pow (snr * z[i].norm().item<double>() / score[i].norm().item<double>(), 2);
        sounds.push_back (x[i] + a * score[i] + std::sqrt (2.0 * a) * z[i]);
    }

    return torch::stack (sounds);
}

/** The same with a = 2·(snr·ratio)². */
Tensor langevin (const Tensor& x, double ratio, int step)
{
    const auto z = draw (NoisePurpose::corrector, step);
    const auto score = (mean - x) / (deviation * deviation + ratio * ratio);
    const auto a = 2.0 * snr * snr * ratio * ratio;
    return x + a * score + std::sqrt (2.0 * a) * z;
}

Tensor moved (SamplerKind kind, const Tensor& x, int index, double from, double to)
{
    const auto denoise = gaussianDenoiser (mean, deviation);
    const SamplerControls controls { .correctorSnr = snr };
    return infoOf (kind).create()->move ({ denoise, cosine, noise, controls, 10 }, { x, from }, index, to).x;
}
} // namespace

TEST_CASE ("annealed Langevin takes five steps at the level it goes to, each with noise of its own")
{
    const auto x = draw (NoisePurpose::start, 0);
    auto expected = x;

    for (int i = 0; i < 5; ++i)
        expected = langevin (expected, 0.7, 10 + i);

    CHECK (largestDifference (moved (SamplerKind::langevin, x, 2, 0.9, 0.7), expected) < 1e-12);
}

TEST_CASE ("a predictor–corrector move is a corrector's step at its level and then a draw of the predictor")
{
    const double from = 0.9, to = 0.6;
    const auto x = draw (NoisePurpose::start, 0);
    const auto after = corrected (x, from, 3);
    const auto score = (mean - after) / (deviation * deviation + from * from);
    const auto added = from * from - to * to;
    const auto z = draw (NoisePurpose::step, 3);

    // As VE's ancestral rule in arXiv 2011.13456, appendix F, has it.
    const auto ancestral = after + added * score + std::sqrt (to * to * added / (from * from)) * z;
    CHECK (largestDifference (moved (SamplerKind::ancestralPc, x, 3, from, to), ancestral) < 1e-12);

    // VP's with β = 1 − (mean/mean')²: x' = (2 − √(1 − β))·x + β·score + √β·z, in x = mean·state.
    const auto m = cosine.mean (cosine.timeOf (from)), mNext = cosine.mean (cosine.timeOf (to));
    const auto beta = 1.0 - m * m / (mNext * mNext);
    const auto reverse = ((2.0 - std::sqrt (1.0 - beta)) * m * after + beta * score / m + std::sqrt (beta) * z) / mNext;
    CHECK (largestDifference (moved (SamplerKind::reverseDiffusionPc, x, 3, from, to), reverse) < 1e-12);
}
