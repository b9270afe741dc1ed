#include "Diffusion/Inpainting.h"
#include "Diffusion/SamplerTestTools.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
constexpr double rate = 44100.0, cutoff = 150.0 / rate;

Tensor sine (double hertz, std::int64_t samples = 22050)
{
    return torch::sin (torch::arange (samples, torch::kFloat64) * (2.0 * std::numbers::pi * hertz / rate))
        .reshape ({ 1, 1, -1 });
}

Tensor impulseAt (std::int64_t place, std::int64_t samples)
{
    auto x = torch::zeros ({ 1, 1, samples }, torch::kFloat64);
    x[0][0][place] = 1.0;
    return x;
}

Tensor someSound (std::uint64_t seed, std::int64_t samples)
{
    return Noise ({ seed }).normal (NoisePurpose::start, 0, samples).to (torch::kFloat64);
}

/** In dB, away from the ends, where a sine that is cut off is not one tone. */
double gainAt (double hertz)
{
    const auto inside = [] (const Tensor& x) { return x.narrow (-1, 5512, 11025); };
    const auto x = sine (hertz);
    return 20.0 * std::log10 (rootMeanSquare (inside (lowBand (x, cutoff))) / rootMeanSquare (inside (x)));
}

/** 1 in the first half, 0 in the second, with a cross-fade of 100 samples. */
Tensor firstHalf (std::int64_t samples)
{
    return (0.5 - (torch::arange (samples, torch::kFloat64) - static_cast<double> (samples) / 2.0) / 100.0)
        .clamp (0.0, 1.0)
        .reshape ({ 1, 1, -1 });
}
} // namespace

TEST_CASE ("the low band passes 50 Hz and removes 2 kHz where its cutoff is 150 Hz")
{
    CAPTURE (gainAt (50.0), gainAt (225.0), gainAt (2000.0));
    CHECK (std::abs (gainAt (50.0)) < 0.05);
    CHECK (gainAt (225.0) == Approx (-6.02).margin (0.2)); // the middle of its slope
    CHECK (gainAt (2000.0) < -80.0);
}

TEST_CASE ("the low band does not move a tone in time")
{
    const auto x = sine (50.0), low = lowBand (x, cutoff);
    CHECK (largestDifference (low.narrow (-1, 5512, 11025), x.narrow (-1, 5512, 11025)) < 0.005);
}

TEST_CASE ("the low band is linear, and keeps length, type and every sound of a batch apart")
{
    for (const std::int64_t samples : { 1, 2, 999, 1000 })
    {
        const auto a = someSound (1, samples), b = someSound (2, samples);
        const auto both = lowBand (torch::cat ({ a, b }, 0), cutoff);
        CAPTURE (samples);
        CHECK (both.sizes() == at::IntArrayRef ({ 2, 1, samples }));
        CHECK (largestDifference (both.narrow (0, 1, 1), lowBand (b, cutoff)) < 1e-12);
        CHECK (largestDifference (lowBand (2.0 * a - 3.0 * b, cutoff), 2.0 * lowBand (a, cutoff) - 3.0 * lowBand (b, cutoff))
               < 1e-12);
        CHECK (lowBand (a.to (torch::kFloat32), cutoff).scalar_type() == torch::kFloat32);
        CHECK (largestDifference (lowBand (a.to (torch::kFloat32), cutoff), lowBand (a, cutoff)) < 1e-5);
    }
}

TEST_CASE ("the low band answers an impulse alike before and after it")
{
    const auto response = lowBand (impulseAt (1000, 2001), cutoff);
    CHECK (largestDifference (response, response.flip (-1)) < 1e-12);
    CHECK (response.argmax().item<std::int64_t>() == 1000);
    CHECK (response.max().item<double>() == Approx (3.0 * cutoff).epsilon (0.01)); // its area in both directions
}

TEST_CASE ("what the low band has of the end does not come round to the onset")
{
    const auto response = lowBand (impulseAt (22049, 22050), cutoff).abs();
    const auto peak = response.max().item<double>();
    CHECK (response[0][0][22049].item<double>() == peak);
    CHECK (response.narrow (-1, 0, 2000).max().item<double>() < 1e-4 * peak);
}

TEST_CASE ("with time and band together, what is in the stretch stays exactly, and of the rest only the lows do")
{
    constexpr std::int64_t samples = 8000;
    const KeptPart part { someSound (1, samples), firstHalf (samples), cutoff };
    const auto other = someSound (2, samples);
    const auto kept = other + part.keptOf (part.known - other);
    CHECK (largestDifference (kept.narrow (-1, 0, 3900), part.known.narrow (-1, 0, 3900)) < 1e-12);

    const auto inside = [] (const Tensor& x) { return x.narrow (-1, 5500, 2000); };
    const auto lowsDiffer = rootMeanSquare (inside (lowBand (other - part.known, cutoff / 2.0)));
    const auto lowsStillDiffer = rootMeanSquare (inside (lowBand (kept - part.known, cutoff / 2.0)));
    CAPTURE (lowsDiffer, lowsStillDiffer);
    CHECK (lowsStillDiffer < 0.05 * lowsDiffer);
    const auto highs = kept - other - lowBand (kept - other, 4.0 * cutoff);
    CHECK (rootMeanSquare (inside (highs)) < 0.01);
}

TEST_CASE ("what is kept is linear in the difference, all of it where all time is kept, and the low band where none is")
{
    const auto a = someSound (1, 3000), b = someSound (2, 3000);
    const auto all = torch::ones ({ 1, 1, 3000 }, torch::kFloat64), none = torch::zeros_like (all);

    for (const auto keepBelow : { 0.0, cutoff })
    {
        const KeptPart some { a, firstHalf (3000), keepBelow };
        CHECK (largestDifference (some.keptOf (2.0 * a - b), 2.0 * some.keptOf (a) - some.keptOf (b)) < 1e-12);
        CHECK (largestDifference (KeptPart { a, all, keepBelow }.keptOf (b), b) < 1e-12);
    }

    CHECK (largestDifference (KeptPart { a, none, cutoff }.keptOf (b), lowBand (b, cutoff)) < 1e-12);
    CHECK (torch::equal (KeptPart { a, none, 0.0 }.keptOf (b), none));
}

TEST_CASE ("what is kept of one sound in the direction of another is the same the other way round")
{
    const auto a = someSound (1, 3000), b = someSound (2, 3000);
    const KeptPart part { a, firstHalf (3000), cutoff }; // reconstructing() takes it for its own transpose
    const auto there = (b * part.keptOf (a)).sum().item<double>(), back = (a * part.keptOf (b)).sum().item<double>();
    CHECK (there == Approx (back).epsilon (1e-9));
}
