#include "Diffusion/Noise.h"

#include "Reference/ReferenceTable.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <sstream>

using namespace stochastick;

namespace
{
constexpr std::int64_t many = 1'000'000;

torch::Tensor draw (std::uint64_t seed, NoisePurpose purpose = NoisePurpose::start, int step = 0,
                    std::int64_t samples = 100'000)
{
    return Noise ({ seed }).normal (purpose, step, samples).flatten();
}

double correlation (const torch::Tensor& a, const torch::Tensor& b)
{
    return (a.to (torch::kFloat64) * b.to (torch::kFloat64)).mean().item<double>();
}

/** Largest distance of the empirical distribution from the normal one. */
double kolmogorovDistance (const torch::Tensor& values)
{
    const auto sorted = std::get<0> (values.to (torch::kFloat64).sort());
    const auto count = sorted.numel();
    const auto* x = sorted.data_ptr<double>();
    double largest = 0.0;

    for (std::int64_t i = 0; i < count; ++i)
    {
        const auto exact = 0.5 * std::erfc (-x[i] / std::numbers::sqrt2);
        const auto below = static_cast<double> (i) / static_cast<double> (count);
        const auto upTo = static_cast<double> (i + 1) / static_cast<double> (count);
        largest = std::max ({ largest, std::abs (exact - below), std::abs (exact - upTo) });
    }

    return largest;
}
} // namespace

TEST_CASE ("noise has the values of an independent Philox and Box-Muller")
{
    const test::ReferenceTable reference ("philox-normals");
    REQUIRE (reference.all().size() == 6);

    for (const auto& [label, expected] : reference.all())
    {
        std::istringstream fields (label);
        std::uint64_t seed = 0;
        std::uint32_t purpose = 0;
        int step = 0;
        char slash = 0;
        fields >> seed >> slash >> purpose >> slash >> step;
        REQUIRE (fields);

        const auto values =
            draw (seed, static_cast<NoisePurpose> (purpose), step, static_cast<std::int64_t> (expected.size()));

        for (std::size_t i = 0; i < expected.size(); ++i)
        {
            CAPTURE (label, i);
            CHECK (values[static_cast<std::int64_t> (i)].item<double>() == Approx (expected[i]).epsilon (2e-7));
        }
    }
}

TEST_CASE ("noise is float32 of shape (batch, 1, samples), and empty draws are allowed")
{
    const auto values = Noise ({ 1, 2, 3 }).normal (NoisePurpose::start, 0, 5);

    CHECK (values.sizes() == torch::IntArrayRef ({ 3, 1, 5 }));
    CHECK (values.scalar_type() == torch::kFloat32);
    CHECK (Noise ({ 1 }).normal (NoisePurpose::start, 0, 0).numel() == 0);
}

TEST_CASE ("the noise of a sound does not depend on the batch it is drawn in")
{
    const std::vector<std::uint64_t> seeds { 11, 5, 0xffff'ffff'ffff'ffff };
    const auto together = Noise (seeds).normal (NoisePurpose::step, 4, 1001);

    for (std::size_t i = 0; i < seeds.size(); ++i)
        CHECK (
            torch::equal (together[static_cast<std::int64_t> (i)].flatten(), draw (seeds[i], NoisePurpose::step, 4, 1001)));
}

TEST_CASE ("a longer draw begins with the shorter one, whatever the lengths are")
{
    const auto longest = draw (3, NoisePurpose::known, 2, 64);

    for (std::int64_t samples = 1; samples < 64; ++samples)
        CHECK (torch::equal (draw (3, NoisePurpose::known, 2, samples), longest.narrow (0, 0, samples)));
}

TEST_CASE ("the same question gets the same noise, whatever was drawn between")
{
    const Noise noise ({ 42 });
    const auto first = noise.normal (NoisePurpose::step, 7, 1000);
    noise.normal (NoisePurpose::step, 8, 333);

    CHECK (torch::equal (first, noise.normal (NoisePurpose::step, 7, 1000)));
}

TEST_CASE ("seeds, purposes, steps and neighbouring samples are uncorrelated")
{
    const auto base = draw (1);
    const auto limit = 4.0 / std::sqrt (100'000.0);

    CHECK (std::abs (correlation (base, draw (2))) < limit);
    CHECK (std::abs (correlation (base, draw (1ULL << 32))) < limit);
    CHECK (std::abs (correlation (base, draw (1, NoisePurpose::step))) < limit);
    CHECK (std::abs (correlation (base, draw (1, NoisePurpose::known))) < limit);
    CHECK (std::abs (correlation (base, draw (1, NoisePurpose::start, 1))) < limit);

    for (const int lag : { 1, 2, 3, 4, 8 })
        CHECK (std::abs (correlation (base.narrow (0, 0, 99'000), base.narrow (0, lag, 99'000))) < limit);
}

TEST_CASE ("a million values have the moments and the distribution of a standard normal")
{
    const auto values = draw (2021, NoisePurpose::start, 0, many);
    const auto x = values.to (torch::kFloat64);
    const auto count = static_cast<double> (many);

    // Four standard errors of each figure.
    CHECK (std::abs (x.mean().item<double>()) < 4.0 / std::sqrt (count));
    CHECK (std::abs (x.square().mean().item<double>() - 1.0) < 4.0 * std::sqrt (2.0 / count));
    CHECK (std::abs (x.pow (3).mean().item<double>()) < 4.0 * std::sqrt (15.0 / count));
    CHECK (std::abs (x.pow (4).mean().item<double>() - 3.0) < 4.0 * std::sqrt (96.0 / count));
    CHECK (kolmogorovDistance (values) < 1.95 / std::sqrt (count)); // exceeded once in a thousand
    CHECK (x.abs().max().item<double>() > 4.3);
    CHECK (x.abs().max().item<double>() < 6.8);
}
