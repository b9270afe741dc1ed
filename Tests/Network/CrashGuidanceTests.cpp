#include "Network/CrashGuidance.h"

#include "Audio/AudioTestTools.h"
#include "Diffusion/GaussianMixture.h"
#include "Network/CrashTestTools.h"
#include "Network/Safetensors.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using audiotest::sentenceOf;
using audiotest::TemporaryFolder;
using Catch::Matchers::Contains;
using networktest::largestDifference;

namespace
{
constexpr double first = -0.8, second = 0.6, deviation = 0.2; // two classes of samples, equally frequent

/** ∂/∂z ln p (first class | z = mean·x_0 + sigma·ε), written without our Process. */
Tensor gradientOfFirst (const Tensor& z, const Tensor& sigma)
{
    const auto s = sigma.view ({ -1, 1, 1 });
    const auto mean = ((1.0 - s) * (1.0 + s)).sqrt();
    const auto variance = (mean * deviation).square() + s.square();
    const auto slope = mean * (first - second) / variance; // of the logarithm of the odds
    const auto middle = 0.5 * mean * (first + second);
    return slope * torch::sigmoid (-slope * (z - middle));
}
} // namespace

TEST_CASE ("a classifier of a process's states steers to exactly its class at all of the process's ratios")
{
    const GaussianMixture mixture ({ { 0.5, { first }, deviation }, { 0.5, { second }, deviation } });
    const auto gradient = classGradientFrom (gradientOfFirst, { ProcessKind::vpCosine });
    const auto& process = processOf (ProcessKind::vpCosine);
    const SamplingRun run { SamplerKind::ddim, {}, process, { 60.0, 1e-3 }, {} };
    const auto steered = guided (mixture.denoiser(), gradient, { 1.0, GuidanceForm::noise }, run);
    const auto exact = gaussianDenoiser (first, deviation);

    for (const auto ratio : { process.ratio (process.tMin()), 0.01, 0.3, 1.0, 10.0, process.ratio (process.tMax()) })
    {
        const auto x = networktest::normal ({ 2, 1, 300 }).to (torch::kFloat64) * std::hypot (0.8, ratio);
        CAPTURE (ratio);
        CHECK (largestDifference (steered (x, ratio), exact (x, ratio)) < 1e-9 * (1.0 + ratio));

        if (ratio > 0.1) // below it, a state says what it is
            CHECK (largestDifference (mixture.denoiser() (x, ratio), exact (x, ratio)) > 0.1);
    }
}

TEST_CASE ("beyond the process's times a classifier is told the nearest one that it knows")
{
    double told = 0.0;
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto gradient = classGradientFrom (
        [&] (const Tensor& z, const Tensor& sigma) {
            told = sigma[0].item<double>();
            return z;
        },
        { ProcessKind::vpCosine });
    const auto x = torch::ones ({ 1, 1, 4 }, torch::kFloat64);

    gradient (x, 1e-6);
    CHECK (told == Approx (process.sigma (process.tMin())).epsilon (1e-6));

    const auto largest = process.ratio (process.tMax());
    const auto beyond = gradient (x, 10.0 * largest);
    CHECK (told == Approx (process.sigma (process.tMax())).epsilon (1e-6));
    CHECK (largestDifference (beyond, 0.01 * gradient (x, largest)) < 1e-12); // of half a quadratic form in x/10
}

TEST_CASE ("CRASH's classifier is stored to the bit and mixes its classes by weight")
{
    const TemporaryFolder folder;
    CrashClassifier network;
    crashtest::fillByFormula (*network, 0.7);
    CrashClassifierFile::save (folder.path, network, "CC0-1.0");
    const auto file = CrashClassifierFile::load (folder.path);

    const auto z = crashtest::referenceInput(), sigma = torch::full ({ 2 }, 0.3);
    const auto expected = network->gradient (z, sigma, torch::tensor ({ 0.75f, 0.25f, 0.0f }));
    CHECK (torch::equal (file.gradientFor ({ { "kick", 3.0 }, { "snare", 1.0 } }) (z, sigma), expected));
    CHECK_FALSE (torch::equal (file.gradientFor ({ { "cymbal", 1.0 } }) (z, sigma), expected));
    CHECK_THAT (sentenceOf ([&] { file.gradientFor ({ { "kik", 1.0 } }); }), Contains ("kick"));
}

TEST_CASE ("a folder without CRASH's classifier says how to bring it, and another file is refused")
{
    const TemporaryFolder folder;
    CHECK_THAT (sentenceOf ([&] { CrashClassifierFile::load (folder.path); }), Contains ("import crash-classifier"));

    const auto file = folder.path / CrashClassifierFile::fileName;
    writeSafetensors (file, { { { "a", torch::ones (3) } }, { { "stochastick_classifier", "{}" } } });
    CHECK_THAT (sentenceOf ([&] { CrashClassifierFile::load (folder.path); }), Contains ("not CRASH's classifier"));

    writeSafetensors (file, { { { "a", torch::ones (3) } }, { { "stochastick_crash_classifier", "{}" } } });
    CHECK_THAT (sentenceOf ([&] { CrashClassifierFile::load (folder.path); }), Contains ("format"));

    const auto text = R"({"format_version":1})";
    writeSafetensors (file, { { { "a", torch::ones (3) } }, { { "stochastick_crash_classifier", text } } });
    CHECK_THAT (sentenceOf ([&] { CrashClassifierFile::load (folder.path); }), Contains ("is missing"));
}
