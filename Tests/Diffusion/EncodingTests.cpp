#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

std::vector<SamplerInfo> deterministicSamplers()
{
    return samplersThat ([] (const SamplerInfo& info) { return ! info.stochastic; });
}

SamplingRun encoding (SamplerKind kind, int levels, const SamplerControls& controls = {})
{
    return test::runOf (kind, cosine, levelsOf (LevelSpacing::logUniform, cosine, levels, 60.0, 0.05), controls);
}

/** Root mean square over the start points of the mixture, in units of the noise level that was reached. */
double encodingError (SamplerKind kind, int levels, const SamplerControls& controls = {})
{
    const auto mixture = referenceMixture();
    const auto run = encoding (kind, levels, controls);
    const MixtureMap map (mixture, run.levels.front(), run.levels.back());
    const auto result = encodeAlong (run, mixture.denoiser(), map.end);
    return rootMeanSquare (result.samples - map.start) / run.levels.front();
}

/** Of the sound through noise and back, root mean square. */
double roundTripError (SamplerKind kind, int levels, const SamplerControls& controls = {})
{
    const auto mixture = referenceMixture();
    const auto run = encoding (kind, levels, controls);
    const MixtureMap map (mixture, run.levels.front(), run.levels.back());
    const auto noise = encodeAlong (run, mixture.denoiser(), map.end).samples;
    const auto again = sampleAlong (run, mixture.denoiser(), Noise ({ 0 }), noise).samples;
    return rootMeanSquare (again - mixture.denoiser() (map.end, run.levels.back()));
}

/** A multistep rule has no past in its first moves. Downward these lie where nothing bends; upward they begin at the
    sound, and their error of second order (third with UniPC's corrector) stays. */
int orderUpward (const SamplerInfo& info)
{
    const bool multistep = info.callsPerMove == 1;
    return multistep ? std::min (info.order, info.extraCalls == 1 ? 3 : 2) : info.order;
}
} // namespace

TEST_CASE ("every fixed deterministic sampler encodes to the exact noise, with the order of its first moves at least")
{
    for (const auto& info : fixedDeterministicSamplers())
    {
        const auto coarse = encodingError (info.kind, 401), fine = encodingError (info.kind, 801);
        CAPTURE (info.key, coarse, fine);
        CHECK (std::log2 (coarse / fine) == Approx (orderUpward (info)).margin (0.2));
    }
}

TEST_CASE ("Runge–Kutta encodes to the exact noise within its tolerance")
{
    const auto loose = encodingError (SamplerKind::rungeKutta45, 2, { .tolerance = 1e-3, .absoluteTolerance = 1e-4 });
    const auto tight = encodingError (SamplerKind::rungeKutta45, 2, { .tolerance = 1e-6, .absoluteTolerance = 1e-7 });
    CHECK (loose < 1e-2);
    CHECK (tight < 1e-5);
}

TEST_CASE ("a sound that was encoded comes back, the better the more levels there are")
{
    for (const auto& info : fixedDeterministicSamplers())
    {
        const auto few = roundTripError (info.kind, 15), some = roundTripError (info.kind, 50),
                   many = roundTripError (info.kind, 200);
        CAPTURE (info.key, few, some, many);
        CHECK (some < 0.3 * few);
        CHECK (many < 0.3 * some);
        CHECK (some < (info.order == 1 ? 2e-2 : 2e-3));
        CHECK (many < (info.order == 1 ? 5e-3 : 5e-5));
    }
}

TEST_CASE ("a sound that Runge–Kutta encoded comes back within its tolerance")
{
    CHECK (roundTripError (SamplerKind::rungeKutta45, 2, { .tolerance = 1e-3, .absoluteTolerance = 1e-4 }) < 1e-2);
    CHECK (roundTripError (SamplerKind::rungeKutta45, 2, { .tolerance = 1e-5, .absoluteTolerance = 1e-6 }) < 1e-4);
}

TEST_CASE ("a sound is encoded to the state at the first level, one network call fewer than a run has")
{
    for (const auto& info : deterministicSamplers())
        for (const auto type : { torch::kFloat32, torch::kFloat64 })
        {
            CAPTURE (info.key);
            const auto run = encoding (info.kind, 9);
            const auto denoise = gaussianDenoiser (0.1, 0.3);
            const auto sound = torch::linspace (-0.5, 0.7, 40, type).reshape ({ 2, 1, 20 });
            const auto copy = sound.clone();
            const auto result = encodeAlong (run, denoise, sound);

            CHECK (result.complete);
            CHECK (result.samples.scalar_type() == type);
            CHECK (result.samples.sizes() == sound.sizes());
            CHECK (torch::equal (sound, copy));
            CHECK ((info.adaptive || result.networkCalls == info.callsFor (9) - 1));
            CHECK (torch::equal (encodeAlong (run, denoise, sound.narrow (0, 1, 1)).samples[0], result.samples[1]));
        }
}

TEST_CASE ("an encoding visits the levels upward, reports its progress and can be cancelled")
{
    for (const auto& info : deterministicSamplers())
    {
        CAPTURE (info.key);
        auto run = encoding (info.kind, 9);
        std::vector<double> ratios, fractions;
        run.onProgress = [&] (const SamplingProgress& progress) {
            ratios.push_back (progress.ratio);
            fractions.push_back (progress.fraction);
        };
        int calls = 0;
        bool cancelling = false;
        const Denoiser denoise = [&] (const Tensor& x, double ratio) {
            if (++calls == 3 && cancelling)
                run.cancel.cancel();

            return gaussianDenoiser (0.1, 0.3) (x, ratio);
        };
        const auto sound = torch::zeros ({ 1, 1, 5 }, torch::kFloat64);
        encodeAlong (run, denoise, sound);

        CHECK (std::is_sorted (ratios.begin(), ratios.end()));
        CHECK (std::is_sorted (fractions.begin(), fractions.end()));
        CHECK (ratios.back() == run.levels.front());
        CHECK (fractions.back() <= 1.0);

        calls = 0;
        cancelling = true;
        CHECK_THROWS_AS (encodeAlong (run, denoise, sound), Cancelled);
        CHECK (calls == 3);
    }
}

TEST_CASE ("rules that draw noise refuse to encode, in a sentence")
{
    const auto sound = torch::zeros ({ 1, 1, 5 }, torch::kFloat64);
    const auto denoise = gaussianDenoiser (0.1, 0.3);
    const std::string sentence = "A sound cannot be encoded with \"";

    for (const auto& info : stochasticSamplers())
    {
        CAPTURE (info.key);
        CHECK_THROWS_AS (encodeAlong (encoding (info.kind, 9), denoise, sound), UsageError);
        CHECK_THROWS_WITH (encodeAlong (encoding (info.kind, 9), denoise, sound),
                           Catch::StartsWith (sentence + info.key + "\""));
    }

    CHECK_THROWS_WITH (encodeAlong (encoding (SamplerKind::ddim, 9, { .eta = 0.1 }), denoise, sound),
                       Catch::StartsWith (sentence));
    CHECK_NOTHROW (encodeAlong (encoding (SamplerKind::ddim, 9, { .eta = 0.0 }), denoise, sound));
    CHECK_NOTHROW (encodeAlong (encoding (SamplerKind::heun, 9, { .eta = 0.5 }), denoise, sound));
}
