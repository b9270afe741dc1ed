#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <limits>
#include <stdexcept>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);
const auto gaussian = gaussianDenoiser (0.1, 0.3);
const SamplerControls plain { .eta = 0.5, .churn = 1.0 };

SamplingRun runOf (SamplerKind kind)
{
    return test::runOf (kind, cosine, levelsOf (LevelSpacing::uniformTime, cosine, 8, 60.0, 0.001), plain);
}

Tensor startOf (const Noise& noise, const SamplingRun& run)
{
    return noise.normal (NoisePurpose::start, 0, 37) * run.levels.front();
}

Tensor soundOf (const SamplingRun& run, std::uint64_t seed = 1)
{
    return sampleAlong (run, gaussian, Noise ({ seed }), startOf (Noise ({ 1 }), run)).samples;
}
} // namespace

TEST_CASE ("only the samplers that say so draw noise on the way")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        const bool usesEta = info.uses (&SamplerControls::eta);
        CHECK (torch::equal (soundOf (run, 1), soundOf (run, 2)) == ! (info.stochastic || usesEta));

        run.controls.eta = 0.0;
        CHECK (torch::equal (soundOf (run, 1), soundOf (run, 2)) == ! info.stochastic);
    }
}

TEST_CASE ("each control changes the sound of the samplers that say they use it, and of no others")
{
    const std::vector<std::pair<double SamplerControls::*, double>> changes {
        { &SamplerControls::eta, 0.7 },
        { &SamplerControls::tolerance, 0.2 },
        { &SamplerControls::absoluteTolerance, 0.05 },
        { &SamplerControls::churn, 2.0 },
        { &SamplerControls::correctorSnr, 0.2 },
        { &SamplerControls::maximumCalls, 16.0 },
    };
    REQUIRE (changes.size() == allSamplerControls().size());

    for (const auto& info : allSamplers())
        for (const auto& [control, value] : changes)
        {
            CAPTURE (info.key, controlOf (control).key);
            const auto run = runOf (info.kind);
            auto changed = run;
            changed.controls.*control = value;
            CHECK (torch::equal (soundOf (run), soundOf (changed)) == ! info.uses (control));
        }
}

TEST_CASE ("a control outside its range is a usage error that names it")
{
    for (const auto& control : allSamplerControls())
        for (const double value : { std::nextafter (control.low, -1.0), control.high * 1.01, std::nan ("") })
        {
            CAPTURE (control.key, value);
            auto run = runOf (SamplerKind::ddim);
            run.controls.*control.value = value;
            CHECK_THROWS_AS (soundOf (run), UsageError);
            CHECK_THROWS_WITH (soundOf (run), Catch::StartsWith (control.name + " must "));
        }
}

TEST_CASE ("every estimate is adjusted: the sound is that of a denoiser which adjusts by itself")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        const Noise noise ({ 1 });
        const auto limit = [] (const Tensor& estimate) { return estimate.clamp (-0.1, 0.2); };
        const Denoiser limiting = [&] (const Tensor& x, double ratio) { return limit (gaussian (x, ratio)); };
        const auto expected = sampleAlong (run, limiting, noise, startOf (noise, run)).samples;
        const auto before = soundOf (run);

        int adjusted = 0;
        run.adjustEstimate = [&] (const Tensor& estimate) {
            ++adjusted;
            return limit (estimate);
        };
        const auto result = sampleAlong (run, gaussian, noise, startOf (noise, run));

        CHECK (torch::equal (result.samples, expected));
        CHECK_FALSE (torch::equal (result.samples, before));
        CHECK (adjusted == result.networkCalls);
    }
}

TEST_CASE ("a denoiser that returns what is not a number still ends, within the calls that were promised")
{
    const Denoiser broken = [] (const Tensor& x, double) {
        return torch::full_like (x, std::numeric_limits<double>::quiet_NaN());
    };

    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        run.controls.maximumCalls = 100;
        const Noise noise ({ 1 });
        const auto result = sampleAlong (run, broken, noise, startOf (noise, run));

        CHECK (torch::isnan (result.samples).all().item<bool>());
        CHECK (result.networkCalls <= (info.adaptive ? 100 : info.callsFor (8)));
        CHECK (result.complete == ! info.adaptive);
    }
}

TEST_CASE ("levels that do not decrease or reach 0, and states of another shape, are refused")
{
    auto run = runOf (SamplerKind::euler);
    const Noise noise ({ 1 });

    for (const auto& levels : std::vector<std::vector<double>> { {}, { 1.0, 1.0 }, { 1.0, 2.0 }, { 1.0, 0.0 } })
    {
        run.levels = levels;
        CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 1, 1, 8 })), std::invalid_argument);
        CHECK_THROWS_AS (encodeAlong (run, gaussian, torch::zeros ({ 1, 1, 8 })), std::invalid_argument);
    }

    run.levels = { 1.0, 0.5 };
    CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 2, 1, 8 })), std::invalid_argument);
    CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 1, 8 })), std::invalid_argument);
    CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 1, 2, 8 })), std::invalid_argument);
}

TEST_CASE ("samplers are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allSamplers())
    {
        CHECK (samplerFromKey (info.key) == info.kind);
        CHECK (infoOf (info.kind).key == info.key);
        CHECK ((info.order == 0) == info.stochastic);
    }

    CHECK_THROWS_AS (samplerFromKey ("dpmp-2m"), UsageError);
    CHECK_THROWS_WITH (samplerFromKey ("dpmp-2m"), Catch::Contains ("did you mean \"dpmpp-2m\"?"));
    CHECK (infoOf (SamplerKind::gottaGoFast).nature() == "adaptive stochastic");
    CHECK (infoOf (SamplerKind::ddim).nature() == "deterministic");
}
