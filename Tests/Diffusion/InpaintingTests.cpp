#include "Diffusion/Inpainting.h"

#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <numeric>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

std::vector<std::uint64_t> seeds (int count)
{
    std::vector<std::uint64_t> all (static_cast<std::size_t> (count));
    std::iota (all.begin(), all.end(), 0);
    return all;
}

/** A Gaussian of zero mean, whose denoiser and conditional means are known: D(x, ρ) = Σ(Σ + ρ²)⁻¹x. */
class Gaussian
{
public:
    explicit Gaussian (const Tensor& covarianceToUse)
        : covariance (covarianceToUse)
    {
        std::tie (values, vectors) = torch::linalg_eigh (covariance);
    }

    Denoiser denoiser() const
    {
        return [*this] (const Tensor& x, double ratio) {
            return torch::matmul (torch::matmul (x, vectors) * (values / (values + ratio * ratio)), vectors.t());
        };
    }

    /** Of the free places, given the values at the kept ones. */
    Tensor conditionalMean (const Tensor& keep, const Tensor& known) const
    {
        const auto kept = keep.flatten().nonzero().flatten(), free = (1.0 - keep).flatten().nonzero().flatten();
        const auto inverse = torch::linalg_inv (covariance.index_select (0, kept).index_select (1, kept));
        const auto cross = covariance.index_select (0, free).index_select (1, kept);
        return torch::matmul (cross, torch::matmul (inverse, known.flatten().index_select (0, kept)));
    }

private:
    Tensor covariance, values, vectors;
};

/** Of the process exp(−|distance|/reach). */
Gaussian correlated (int size, double reach)
{
    const auto places = torch::arange (size, torch::kFloat64);
    return Gaussian ((-(places.unsqueeze (0) - places.unsqueeze (1)).abs() / reach).exp());
}

SamplingRun inpainting (const KeptPart& part, const Noise& noise, int resamplings, int steps = 20)
{
    auto run = runOf (SamplerKind::ancestral, cosine, levelsOf (LevelSpacing::karras, cosine, steps, 40.0, 0.01));
    run.resamplings = resamplings;
    run.constrain = [=, &noise] (const Tensor& x, double ratio, int draw) {
        return part.constrained (x, ratio, noise, draw);
    };
    return run;
}

Tensor inpainted (const Gaussian& gaussian, const KeptPart& part, int resamplings, int sounds)
{
    const Noise noise (seeds (sounds));
    const auto run = inpainting (part, noise, resamplings);
    const auto start = noise.normal (NoisePurpose::start, 0, part.known.size (2)).to (torch::kFloat64) * 40.0;
    return sampleAlong (run, gaussian.denoiser(), noise, start).samples;
}

/** Root mean square over the free places of the error of their mean. */
double biasOf (const Gaussian& gaussian, const KeptPart& part, int resamplings, int sounds)
{
    const auto mean = inpainted (gaussian, part, resamplings, sounds).mean (0).flatten();
    const auto free = (1.0 - part.keep).flatten().nonzero().flatten();
    return rootMeanSquare (mean.index_select (0, free) - gaussian.conditionalMean (part.keep, part.known));
}
} // namespace

TEST_CASE ("the free part of a correlated pair nears its exact conditional mean as its moves are resampled")
{
    const auto pair = correlated (2, 10.0);
    const KeptPart part { asState ({ 1.5, 0.0 }), asState ({ 1.0, 0.0 }) };
    const auto once = biasOf (pair, part, 1, 2000), some = biasOf (pair, part, 5, 2000),
               often = biasOf (pair, part, 20, 2000);
    CAPTURE (once, some, often);
    CHECK (once > 0.1); // what replacement alone leaves
    CHECK (some < 0.6 * once);
    CHECK (often < 0.6 * some);
    CHECK (often < 0.1);
}

TEST_CASE ("a gap in a correlated signal of 64 samples nears its exact conditional mean as moves are resampled")
{
    const auto signal = correlated (64, 20.0);
    auto known = torch::linspace (-1.0, 2.0, 64, torch::kFloat64).reshape ({ 1, 1, -1 });
    auto keep = torch::ones ({ 1, 1, 64 }, torch::kFloat64);
    keep.narrow (2, 40, 24).zero_(); // the end is made anew
    const KeptPart part { known, keep };
    const auto once = biasOf (signal, part, 1, 250), some = biasOf (signal, part, 5, 250),
               often = biasOf (signal, part, 20, 250);
    CAPTURE (once, some, often);
    CHECK (some < 0.8 * once);
    CHECK (often < some);
}

TEST_CASE ("what is kept becomes the known values with the noise of the level, and what is free stays as it is")
{
    const KeptPart part { asState ({ 1.5, -0.5, 2.0 }), asState ({ 1.0, 0.0, 0.25 }) };
    const Noise noise ({ 7 });
    const auto x = asState ({ 10.0, 20.0, 30.0 });
    const auto z = noise.normal (NoisePurpose::known, 3, 3).to (torch::kFloat64);
    const auto target = part.known + z * 0.5;
    const auto result = part.constrained (x, 0.5, noise, 3);

    CHECK (largestDifference (result, torch::lerp (x, target, part.keep)) < 1e-14);
    CHECK (result[0][0][1].item<double>() == 20.0);
    CHECK_FALSE (torch::equal (result, part.constrained (x, 0.5, noise, 4)));
}

TEST_CASE ("the kept part of a finished run is the known one within the last level's noise")
{
    const KeptPart part { asState ({ 1.5, 0.0, -2.0 }), asState ({ 1.0, 0.0, 1.0 }) };
    const auto samples = inpainted (correlated (3, 10.0), part, 2, 50);
    CHECK (((samples - part.known) * part.keep).abs().max().item<double>() < 0.05);
    CHECK (samples.select (2, 1).std().item<double>() > 0.05); // the free part differs from sound to sound
}

TEST_CASE ("what is known is put in after every move, at the level that was reached and with a new draw each time")
{
    std::vector<std::pair<int, double>> heard;
    const KeptPart part { asState ({ 0.0, 0.0 }), asState ({ 0.0, 0.0 }) };
    const Noise noise ({ 1 });
    auto run = inpainting (part, noise, 3, 5);
    run.constrain = [&] (const Tensor& x, double ratio, int draw) {
        heard.emplace_back (draw, ratio);
        return x;
    };
    const auto result = sampleAlong (run, correlated (2, 10.0).denoiser(), noise, asState ({ 30.0, -30.0 }));
    REQUIRE (heard.size() == 12);
    CHECK (result.networkCalls == 13);

    for (std::size_t i = 0; i < heard.size(); ++i)
    {
        CHECK (heard[i].first == static_cast<int> (i));
        CHECK (heard[i].second == run.levels[i / 3 + 1]);
    }
}

TEST_CASE ("every resampled move starts from the level above it again, with the noise of that level")
{
    const Noise noise (seeds (2000));
    auto run = runOf (SamplerKind::ddim, cosine, { 4.0, 1.0 });
    run.resamplings = 4;
    std::vector<double> ratios, deviations;
    const auto nothing = [&] (const Tensor& x, double ratio) { // the sound is silence: states are noise alone
        ratios.push_back (ratio);
        deviations.push_back (rootMeanSquare (x));
        return torch::zeros_like (x);
    };
    sampleAlong (run, nothing, noise, noise.normal (NoisePurpose::start, 0, 2).to (torch::kFloat64) * 4.0);
    REQUIRE (ratios == std::vector<double> { 4.0, 4.0, 4.0, 4.0, 1.0 });

    for (std::size_t i = 0; i < ratios.size(); ++i)
        CHECK (deviations[i] == Approx (ratios[i]).epsilon (0.05));
}

TEST_CASE ("moves of a rule that remembers or adapts cannot be resampled, which is said in a sentence")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind, cosine, levelsOf (LevelSpacing::karras, cosine, 4, 40.0, 0.1));
        run.resamplings = 2;
        const auto sample = [&] {
            sampleAlong (run, correlated (2, 10.0).denoiser(), Noise ({ 1 }), asState ({ 1.0, 2.0 }));
        };

        if (info.remembers || info.adaptive)
            CHECK_THROWS_WITH (sample(), Catch::Matchers::Contains ('"' + info.key + '"')
                                             && Catch::Matchers::Contains ("cannot be resampled"));
        else
            CHECK_NOTHROW (sample());
    }
}

TEST_CASE ("a run that is neither resampled nor constrained is the moves of its rule, to the bit")
{
    const auto levels = levelsOf (LevelSpacing::karras, cosine, 6, 40.0, 0.1);
    const auto start = asState ({ 30.0, -10.0, 5.0, 60.0 });
    const auto denoise = correlated (4, 3.0).denoiser();

    for (const auto& info : samplersThat ([] (const SamplerInfo& one) { return ! one.adaptive; }))
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind, cosine, levels);
        const auto state = statesOf (info, cosine, levels, denoise, start, {}, 9).back();
        const auto plain = sampleAlong (run, denoise, Noise ({ 9 }), start).samples;
        CHECK (torch::equal (plain, denoise (state, levels.back())));

        run.resamplings = 1;
        run.constrain = [] (const Tensor& x, double, int) { return x; };
        CHECK (torch::equal (plain, sampleAlong (run, denoise, Noise ({ 9 }), start).samples));
    }
}
