#include "Diffusion/Inpainting.h"
#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <torch/utils.h>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

/** Of zero mean and of the process exp(−|distance|/reach), with some places of it kept. */
struct Trial
{
    Trial (double reach, const Tensor& known, const Tensor& keep)
        : part { known, keep },
          kept (keep.flatten().nonzero().flatten()),
          free ((1.0 - keep).flatten().nonzero().flatten())
    {
        const auto places = torch::arange (known.size (2), torch::kFloat64);
        const auto covariance = (-(places.unsqueeze (0) - places.unsqueeze (1)).abs() / reach).exp();
        std::tie (values, vectors) = torch::linalg_eigh (covariance);

        const auto of = [&] (const Tensor& rows, const Tensor& columns) {
            return covariance.index_select (0, rows).index_select (1, columns);
        };
        const auto gain = torch::matmul (of (free, kept), torch::linalg_inv (of (kept, kept)));
        mean = torch::matmul (gain, known.flatten().index_select (0, kept));
        deviation = (of (free, free) - torch::matmul (gain, of (kept, free))).diagonal().sqrt();
    }

    Denoiser denoiser() const
    {
        return [v = vectors, e = values] (const Tensor& x, double ratio) {
            return torch::matmul (torch::matmul (x, v) * (e / (e + ratio * ratio)), v.t());
        };
    }

    KeptPart part;
    Tensor kept, free, values, vectors;
    Tensor mean, deviation; ///< exact ones of the free places
};

Trial pair()
{
    return { 10.0, asState ({ 1.5, 0.0 }), asState ({ 1.0, 0.0 }) };
}

/** 64 samples, whose end is made anew. */
Trial signal()
{
    auto keep = torch::ones ({ 1, 1, 64 }, torch::kFloat64);
    keep.narrow (2, 40, 24).zero_();
    return { 20.0, torch::linspace (-1.0, 2.0, 64, torch::kFloat64).reshape ({ 1, 1, -1 }), keep };
}

struct Errors
{
    double mean, deviation; ///< root mean square over the free places
};

Errors errorsOf (const Trial& trial, const Tensor& samples)
{
    const auto made = samples.squeeze (1).index_select (1, trial.free);
    return { rootMeanSquare (made.mean (0) - trial.mean), rootMeanSquare (made.std (0) - trial.deviation) };
}

Tensor made (const Trial& trial, const Denoiser& denoise, int sounds, int resamplings, bool replacing)
{
    const torch::NoGradGuard noGradient;
    std::vector<std::uint64_t> seeds (static_cast<std::size_t> (sounds));
    std::iota (seeds.begin(), seeds.end(), 0);
    const Noise noise (seeds);
    auto run = runOf (SamplerKind::ancestral, cosine, levelsOf (LevelSpacing::karras, cosine, 20, 40.0, 0.01));
    run.resamplings = resamplings;

    if (replacing)
        run.constrain = [&] (const Tensor& x, double ratio, int draw) {
            return trial.part.constrained (x, ratio, noise, draw);
        };

    const auto start = noise.normal (NoisePurpose::start, 0, trial.part.known.size (2)).to (torch::kFloat64) * 40.0;
    return sampleAlong (run, denoise, noise, start).samples;
}

Errors replaced (const Trial& trial, int sounds, int resamplings)
{
    return errorsOf (trial, made (trial, trial.denoiser(), sounds, resamplings, true));
}

Errors reconstructed (const Trial& trial, int sounds, double damping)
{
    return errorsOf (trial, made (trial, reconstructing (trial.denoiser(), trial.part, 1.0, damping), sounds, 1, false));
}
} // namespace

TEST_CASE ("of white Gaussian noise the estimate has what is known, and the free part of it is the plain one")
{
    const KeptPart part { asState ({ 1.5, 7.0, -2.0, 7.0 }), asState ({ 1.0, 0.0, 1.0, 0.0 }) };
    const auto plain = gaussianDenoiser (0.1, 0.4);
    const auto denoise = reconstructing (plain, part, 0.4, 0.0);

    for (const auto ratio : { 0.01, 0.3, 2.0, 100.0 })
    {
        const auto x = Noise ({ 1, 2, 3 }).normal (NoisePurpose::start, 0, 4).to (torch::kFloat64) * (0.4 + ratio);
        const auto expected = torch::lerp (plain (x, ratio), part.known, part.keep);
        CAPTURE (ratio);
        CHECK (largestDifference (denoise (x, ratio), expected) < 1e-9);
    }
}

TEST_CASE ("damping shortens the way to what is known, by the same share at every level for white Gaussian noise")
{
    const KeptPart part { asState ({ 1.5, 7.0 }), asState ({ 1.0, 0.0 }) };
    const auto plain = gaussianDenoiser (0.0, 0.4);
    const auto denoise = reconstructing (plain, part, 0.4, 0.25);

    for (const auto ratio : { 0.01, 0.3, 2.0, 100.0 })
    {
        const auto x = asState ({ 0.3, -0.2 });
        CAPTURE (ratio);
        CHECK (largestDifference (denoise (x, ratio), torch::lerp (plain (x, ratio), part.known, part.keep / 1.25)) < 1e-9);
    }
}

TEST_CASE ("with one value known, the estimate without damping is the exact conditional one")
{
    const auto trial = pair();
    const auto known = trial.part.known[0][0][0].item<double>();
    const auto denoise = reconstructing (trial.denoiser(), trial.part, 1.0, 0.0);
    const auto correlation = std::exp (-0.1);

    for (const auto ratio : { 0.01, 0.3, 2.0, 100.0 })
    {
        const auto x = asState ({ 0.7, -1.1 });
        // x[0] says nothing more than the known value; x[1] is a noisy observation of the free one
        const auto prior = 1.0 - correlation * correlation;
        const auto expected = correlation * known + prior / (prior + ratio * ratio) * (-1.1 - correlation * known);
        CAPTURE (ratio);
        CHECK (denoise (x, ratio)[0][0][0].item<double>() == Approx (known).epsilon (1e-9));
        CHECK (denoise (x, ratio)[0][0][1].item<double>() == Approx (expected).epsilon (1e-9));
    }
}

TEST_CASE ("what is known already, or of which nothing is kept, leaves the estimate as it is")
{
    const auto trial = pair();
    const auto x = asState ({ 0.7, -1.1 });
    const auto plain = trial.denoiser() (x, 0.5);
    const auto nothing = reconstructing (trial.denoiser(), { trial.part.known, asState ({ 0.0, 0.0 }) }, 1.0, 0.0);
    const auto known = reconstructing (trial.denoiser(), { plain, trial.part.keep }, 1.0, 0.0);
    CHECK (largestDifference (nothing (x, 0.5), plain) < 1e-12);
    CHECK (largestDifference (known (x, 0.5), plain) < 1e-12);
}

TEST_CASE ("each sound of a batch is reconstructed on its own, without gradients around it, and x stays as it was")
{
    const auto trial = signal();
    const auto denoise = reconstructing (trial.denoiser(), trial.part, 1.0);
    const auto x = Noise ({ 1, 2, 3 }).normal (NoisePurpose::start, 0, 64).to (torch::kFloat64) * 2.0;
    const auto copy = x.clone();
    const auto inTheOpen = denoise (x, 2.0);
    const torch::NoGradGuard noGradient;
    const auto result = denoise (x, 2.0);

    CHECK (torch::equal (result, inTheOpen));
    CHECK_FALSE (inTheOpen.requires_grad());
    CHECK_FALSE (x.requires_grad());
    CHECK_FALSE (torch::GradMode::is_enabled());
    CHECK (torch::equal (x, copy));
    CHECK_FALSE (largestDifference (result, trial.denoiser() (x, 2.0)) < 0.1);

    for (int i = 0; i < 3; ++i)
        CHECK (largestDifference (denoise (x.narrow (0, i, 1), 2.0), result.narrow (0, i, 1)) < 1e-12);
}

TEST_CASE ("without damping nothing of what was missing is left in its own direction, with a band and a cross-fade too")
{
    const Noise noise ({ 1, 2 });
    const auto known = noise.only (0).normal (NoisePurpose::known, 0, 400).to (torch::kFloat64);
    const auto x = noise.normal (NoisePurpose::start, 0, 400).to (torch::kFloat64) * 2.0;
    const auto fade = torch::linspace (3.0, -2.0, 400, torch::kFloat64).clamp (0.0, 1.0).reshape ({ 1, 1, -1 });
    const auto plain = gaussianDenoiser (0.0, 1.0);

    for (const auto keepBelow : { 0.0, 0.02 })
    {
        const KeptPart part { known, fade, keepBelow };
        const auto missing = part.keptOf (known - plain (x, 1.0));
        const auto left = part.keptOf (known - reconstructing (plain, part, 1.0, 0.0) (x, 1.0));
        CAPTURE (keepBelow);
        CHECK (largestDifference ((missing * left).sum ({ 1, 2 }) / missing.square().sum ({ 1, 2 }), torch::zeros (2))
               < 1e-9);
        CHECK (rootMeanSquare (left) < 0.5 * rootMeanSquare (missing));
    }
}

TEST_CASE ("the free part of a correlated pair is nearly exact without damping, and nearer than by replacement with it")
{
    const auto trial = pair();
    const auto exact = reconstructed (trial, 2000, 0.0), damped = reconstructed (trial, 2000, 0.3),
               muchDamped = reconstructed (trial, 2000, 1.0);
    const auto once = replaced (trial, 2000, 1), some = replaced (trial, 2000, 5);
    CAPTURE (exact.mean, damped.mean, muchDamped.mean, once.mean, some.mean);
    CHECK (exact.mean < 0.04);
    CHECK (exact.mean < 0.5 * some.mean);
    CHECK (exact.mean < 0.5 * damped.mean);
    CHECK (damped.mean < 0.5 * muchDamped.mean);
    CHECK (damped.mean < 0.4 * once.mean);
    CAPTURE (exact.deviation, damped.deviation);
    CHECK (exact.deviation < 0.12); // of 0.43; what 20 moves leave
    CHECK (damped.deviation < 0.12);
}

TEST_CASE ("a gap in a correlated signal of 64 samples is nearer to its conditional mean than by replacement")
{
    const auto trial = signal();
    const auto exact = reconstructed (trial, 500, 0.0), damped = reconstructed (trial, 500, 0.3),
               muchDamped = reconstructed (trial, 500, 1.0);
    const auto once = replaced (trial, 500, 1);
    CAPTURE (exact.mean, damped.mean, muchDamped.mean, once.mean);
    CHECK (exact.mean < damped.mean);
    CHECK (damped.mean < muchDamped.mean);
    CHECK (damped.mean < 0.6 * once.mean);
    CAPTURE (exact.deviation, damped.deviation);
    CHECK (exact.deviation < 0.16); // of 0.8
    CHECK (damped.deviation < 0.16);
}

TEST_CASE ("the kept part of a finished run is the known one within the noise of the last level, without damping")
{
    const auto trial = pair();
    const auto samples = made (trial, reconstructing (trial.denoiser(), trial.part, 1.0, 0.0), 100, 1, false);
    CHECK (((samples - trial.part.known) * trial.part.keep).abs().max().item<double>() < 0.01);
}
