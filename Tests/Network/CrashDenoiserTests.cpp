#include "Network/CrashDenoiser.h"

#include "Diffusion/GaussianMixture.h"
#include "Network/CrashTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using networktest::largestDifference;

namespace
{
struct Trained
{
    ProcessKind kind = ProcessKind::vpCosine;
    Tensor (*meanOf) (const Tensor& sigma) = nullptr; // as CRASH's paper has it, written without our Process
};

const std::vector<Trained> crashProcesses {
    { ProcessKind::vpCosine, [] (const Tensor& sigma) { return ((1.0 - sigma) * (1.0 + sigma)).sqrt(); } },
    { ProcessKind::vpSigmoid, [] (const Tensor& sigma) { return ((1.0 - sigma) * (1.0 + sigma)).sqrt(); } },
    { ProcessKind::subVpCosine, [] (const Tensor& sigma) { return (1.0 - sigma).sqrt(); } },
    { ProcessKind::generalisedSubVp, [] (const Tensor& sigma) { return (1.0 - sigma.pow (1.5)).sqrt(); } },
};

/** The exact E[ε | m·x_0 + sigma·ε] for samples that are independent and N(centre, deviation²). */
NoisePredictor gaussianPredictor (const Trained& trained, double centre, double deviation)
{
    return [=] (const Tensor& z, const Tensor& sigma) {
        const auto s = sigma.view ({ -1, 1, 1 }), m = trained.meanOf (s);
        return s * (z - m * centre) / ((m * deviation).square() + s.square());
    };
}

Tensor someSignal (double ratio)
{
    return networktest::normal ({ 2, 1, 500 }).to (torch::kFloat64) * std::hypot (0.2, ratio) + 0.3;
}

double smallestRatio (const Process& process)
{
    return process.ratio (process.tMin());
}

double largestRatio (const Process& process)
{
    return process.ratio (process.tMax());
}
} // namespace

TEST_CASE ("a predictor that is exact for its process becomes the exact denoiser at all of the process's ratios")
{
    for (const auto& trained : crashProcesses)
    {
        const auto& process = processOf (trained.kind);
        const auto denoise = denoiserFrom (gaussianPredictor (trained, 0.3, 0.2), { trained.kind });
        const auto exact = gaussianDenoiser (0.3, 0.2);

        for (const auto ratio : { smallestRatio (process), 2e-4, 0.01, 0.2, 1.0, 6.9, largestRatio (process) })
        {
            CAPTURE (keyOf (trained.kind), ratio);
            const auto x = someSignal (ratio);
            CHECK (largestDifference (denoise (x, ratio), exact (x, ratio)) < 1e-10 * std::max (1.0, ratio));
        }
    }
}

TEST_CASE ("the predictor sees states of its process and is told their sigma, one for each sound")
{
    std::vector<Tensor> seen;
    const auto denoise = denoiserFrom (
        [&] (const Tensor& z, const Tensor& sigma) {
            seen = { z, sigma };
            return torch::full_like (z, 2.0);
        },
        { ProcessKind::subVpCosine });
    const auto x = networktest::normal ({ 3, 1, 20 });
    const auto estimate = denoise (x, 0.7);

    // 0.7 = σ/√(1 − σ) at this σ
    const auto sigma = 0.5 * 0.7 * (std::sqrt (0.7 * 0.7 + 4.0) - 0.7);
    REQUIRE (seen.size() == 2);
    CHECK (largestDifference (seen[0], std::sqrt (1.0 - sigma) * x) < 1e-6);
    CHECK (seen[0].dtype() == torch::kFloat32);
    CHECK (seen[1].dtype() == torch::kFloat32);
    CHECK (largestDifference (seen[1], torch::full ({ 3 }, sigma)) < 1e-6);
    CHECK (largestDifference (estimate, x - 0.7 * 2.0) < 1e-6);
}

TEST_CASE ("below the smallest ratio the predictor is told the smallest sigma, and the estimate tends to the signal itself")
{
    for (const auto& trained : crashProcesses)
    {
        const auto& process = processOf (trained.kind);
        const auto predictor = gaussianPredictor (trained, 0.0, 0.2);
        double told = 0.0;
        const auto denoise = denoiserFrom (
            [&] (const Tensor& z, const Tensor& sigma) {
                told = sigma.max().item<double>();
                return predictor (z, sigma);
            },
            { trained.kind });
        const auto x = someSignal (0.0);

        for (const auto ratio : { 5e-5, 1e-6, 1e-9 })
        {
            CAPTURE (keyOf (trained.kind), ratio);
            CHECK (largestDifference (denoise (x, ratio), gaussianDenoiser (0.0, 0.2) (x, ratio)) < 0.01 * ratio);
            CHECK (largestDifference (denoise (x, ratio), x) < 0.01 * ratio);
            CHECK (told == Approx (process.sigma (process.tMin())));
        }
    }
}

TEST_CASE ("above the largest ratio the predictor sees noise as loud as it knows, and the estimate stays near the exact one")
{
    for (const auto& trained : crashProcesses)
    {
        const auto& process = processOf (trained.kind);
        const auto predictor = gaussianPredictor (trained, 0.0, 0.2);
        double loudness = 0.0;
        const auto denoise = denoiserFrom (
            [&] (const Tensor& z, const Tensor& sigma) {
                loudness = crashtest::rms (z) / sigma.mean().item<double>();
                return predictor (z, sigma);
            },
            { trained.kind });
        const auto allowed = 5.0 * std::pow (0.2 / largestRatio (process), 2.0);

        for (const auto excess : { 1.01, 2.0, 10.0 })
        {
            CAPTURE (keyOf (trained.kind), excess);
            const auto ratio = excess * largestRatio (process);
            const auto x = networktest::normal ({ 1, 1, 20000 }).to (torch::kFloat64) * ratio;

            CHECK (crashtest::relativeDifference (denoise (x, ratio), gaussianDenoiser (0.0, 0.2) (x, ratio)) < allowed);
            CHECK (loudness == Approx (1.0).epsilon (0.03));
        }
    }
}

TEST_CASE ("the estimate does not jump where a process ends")
{
    for (const auto& trained : crashProcesses)
    {
        const auto& process = processOf (trained.kind);
        const auto denoise = denoiserFrom (gaussianPredictor (trained, 0.3, 0.2), { trained.kind });

        for (const auto end : { smallestRatio (process), largestRatio (process) })
        {
            CAPTURE (keyOf (trained.kind), end);
            const auto x = someSignal (end);
            CHECK (largestDifference (denoise (x, end * (1.0 - 1e-9)), denoise (x, end * (1.0 + 1e-9))) < 1e-6);
        }
    }
}

TEST_CASE ("CRASH's score network as a denoiser takes away the noise that it hears")
{
    const torch::InferenceMode inference;
    auto network = crashtest::referenceUnet();
    const auto denoise = crashDenoiser (network, { ProcessKind::vpCosine });
    const auto x = crashtest::referenceInput (300);
    const auto ratio = 0.75; // σ = 0.6, mean = 0.8
    const auto expected = x - ratio * network (0.8 * x, torch::full ({ 2 }, 0.6));

    CHECK (crashtest::relativeDifference (denoise (x, ratio), expected) < 1e-5);
}
