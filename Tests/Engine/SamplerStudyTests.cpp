#include "Engine/SamplerStudy.h"

#include "Diffusion/SamplerTestTools.h"
#include "Doubles/TinyModel.h"
#include "Engine/LoadedModel.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;

namespace
{
constexpr int draws = 500;

SamplerStudyRequest smallRequest()
{
    SamplerStudyRequest request;
    request.generator = { test::tinyModel().string(), "cpu", 1 };
    request.steps = { 5, 25 };
    request.tolerances = { 0.2 };
    request.sounds = 1;
    request.draws = draws;
    request.referenceSteps = 30;
    return request;
}

struct Study
{
    SamplerStudy result;
    std::vector<double> progress;
};

/** Measured once for all tests. */
const Study& smallStudy()
{
    static const auto study = [] {
        Study made;
        made.result =
            studySamplers (smallRequest(), {}, [&] (double done, const std::string&) { made.progress.push_back (done); });
        return made;
    }();

    return study;
}

const SamplerStudyRow& rowOf (const std::vector<SamplerStudyRow>& rows, const std::string& sampler, int steps,
                              const std::string& levels = "karras")
{
    const auto found = std::find_if (rows.begin(), rows.end(), [&] (const auto& row) {
        return row.sampler == sampler && row.steps == steps && row.levels == levels;
    });
    REQUIRE (found != rows.end());
    return *found;
}
} // namespace

TEST_CASE ("a study has a row for every sampler and number of steps or tolerance")
{
    const auto& study = smallStudy().result;
    REQUIRE (study.samplers.size() == 24 * 2 + 2);

    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);

        if (info.adaptive)
        {
            const auto& row = rowOf (study.samplers, info.key, 0);
            CHECK (row.tolerance == 0.2);
            CHECK (row.calls > 5.0);
            continue;
        }

        for (const int steps : { 5, 25 })
        {
            const auto& row = rowOf (study.samplers, info.key, steps);
            CHECK (row.calls == info.callsFor (steps));
            CHECK (row.milliseconds > 0.0);
            CHECK (row.tolerance == 0.0);
        }
    }

    CHECK (study.model == "tiny");
    CHECK (study.device == "CPU");
    CHECK (study.roundTripSampler == "dpm-solver-2");
    CHECK (study.roundTrip > 0.0);
    CHECK (study.roundTrip < 0.05);
}

TEST_CASE ("a study has some samplers on every spacing that the model knows")
{
    const auto& spacings = smallStudy().result.spacings;
    CHECK (spacings.size() == 6 * 6 * 2); // without written and learned levels

    for (const auto* const key : { "uniform-time", "quadratic", "log-uniform", "karras", "trailing" })
    {
        const auto& row = rowOf (spacings, "dpmpp-2m", 25, key);
        CHECK (std::isfinite (row.flowError));
        CHECK (std::isfinite (row.modelError));
    }

    const auto& ofDrums = rowOf (spacings, "dpmpp-2m", 25, "audible"); // its ends are not those of the exact problem
    CHECK (std::isnan (ofDrums.flowError));
    CHECK (std::isfinite (ofDrums.modelError));
    CHECK (rowOf (spacings, "ddim", 5, "log-uniform").flowError != rowOf (spacings, "ddim", 5, "karras").flowError);
    CHECK (rowOf (spacings, "ddim", 5, "karras").flowError == rowOf (smallStudy().result.samplers, "ddim", 5).flowError);
}

TEST_CASE ("a study gives no distance from the flow for samplers that leave it, and all other figures for all")
{
    for (const auto& row : smallStudy().result.samplers)
    {
        CAPTURE (row.sampler, row.steps);
        const auto stochastic = infoOf (samplerFromKey (row.sampler)).stochastic;
        CHECK (std::isnan (row.flowError) == stochastic);
        CHECK (std::isnan (row.modelError) == stochastic);
        CHECK (std::isnan (row.heardError) == stochastic);
        CHECK (std::isfinite (row.wasserstein));
    }
}

TEST_CASE ("in a study the deterministic samplers come nearer to the flow with more steps, and their draws to the data")
{
    const auto& study = smallStudy().result;

    for (const auto& info : test::fixedDeterministicSamplers())
    {
        CAPTURE (info.key);
        const auto& few = rowOf (study.samplers, info.key, 5);
        const auto& many = rowOf (study.samplers, info.key, 25);
        CHECK (many.flowError < 0.6 * few.flowError);
        CHECK (many.wasserstein < few.wasserstein);
    }

    CHECK (rowOf (study.samplers, "dpmpp-2m", 25).flowError < rowOf (study.samplers, "ddim", 25).flowError);
    CHECK (study.wassersteinOfExactDraws > 0.0);
    CHECK (study.wassersteinOfExactDraws < 4.0 * 0.65 / std::sqrt (draws)); // 0.65: the deviation of the data
}

TEST_CASE ("the analytic figures of a study are those of the sampler run by hand")
{
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto levels = test::levelsOf (LevelSpacing::karras, process, 5);
    const auto mixture = referenceMixture();
    const auto scale = std::sqrt (1.0 + levels.front() * levels.front()); // 1/mean of a variance-preserving process
    std::vector<double> starts;
    double flow = 0.0, distance = 0.0;

    for (int i = 0; i < 16; ++i)
        starts.push_back ((-2.25 + 0.3 * i) * scale);

    const Noise noise ({ 1 });
    const auto run = test::runOf (SamplerKind::dpmpp2m, process, levels);
    const auto reached = sampleAlong (run, mixture.denoiser(), noise, test::asState (starts)).samples;

    for (int i = 0; i < 16; ++i)
    {
        const auto end = mixture.transported (starts[static_cast<std::size_t> (i)], levels.front(), levels.back());
        const auto clean = mixture.denoiser() (test::asState ({ end }), levels.back()).item<double>();
        flow += std::pow (reached[0][0][i].item<double>() - clean, 2) / 16.0;
    }

    const auto start = noise.normal (NoisePurpose::start, 0, draws).to (torch::kFloat64) * scale;
    const auto drawn = std::get<0> (sampleAlong (run, mixture.denoiser(), noise, start).samples.flatten().sort());

    for (int i = 0; i < draws; ++i)
        distance += std::abs (drawn[i].item<double>() - mixture.quantile ((i + 0.5) / draws, 0.0)) / draws;

    const auto& row = rowOf (smallStudy().result.samplers, "dpmpp-2m", 5);
    CHECK (row.flowError == Approx (std::sqrt (flow)).epsilon (1e-6));
    CHECK (row.wasserstein == Approx (distance).epsilon (1e-6));
}

TEST_CASE ("the figures on the model are those of the sampler run by hand")
{
    const torch::InferenceMode inference;
    const auto loaded = loadModel (smallRequest().generator);
    const auto& info = loaded.model.info();
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto denoise =
        loaded.model.denoiser (loaded.weightsOf ({ { info.classes.front(), 1.0 } }), SamplerStudyRequest {}.guidance);
    const Noise noise ({ 1 });

    const auto made = [&] (SamplerKind kind, LevelSpacing spacing, int steps) {
        const auto levels = test::levelsOf (spacing, process, steps, info.largestRatio, info.smallestRatio);
        const auto start = noise.normal (NoisePurpose::start, 0, info.length) * levels.front();
        return sampleAlong (test::runOf (kind, process, levels), denoise, noise, start).samples;
    };

    const auto reference = made (SamplerKind::heunEdm, LevelSpacing::logUniform, 30);
    const auto sound = made (SamplerKind::dpmpp2m, LevelSpacing::karras, 5);
    CHECK (rowOf (smallStudy().result.samplers, "dpmpp-2m", 5).modelError
           == Approx (test::rootMeanSquare (sound - reference) / test::rootMeanSquare (reference)).epsilon (1e-3));
}

TEST_CASE ("a study reports its way, never backwards, and stops when cancelled")
{
    const auto& progress = smallStudy().progress;
    CHECK (progress.size() == 1 + smallStudy().result.samplers.size() + smallStudy().result.spacings.size());
    CHECK (std::is_sorted (progress.begin(), progress.end()));
    CHECK (progress.back() < 1.0);

    const CancelToken cancel;
    int reports = 0;
    CHECK_THROWS_AS (studySamplers (smallRequest(), cancel,
                                    [&, token = cancel] (double, const std::string&) mutable {
                                        if (++reports == 3)
                                            token.cancel();
                                    }),
                     Cancelled);
    CHECK (reports == 3);
}

TEST_CASE ("a study of a model that is nowhere is refused")
{
    auto request = smallRequest();
    request.generator.model = (test::tinyModel() / "none").string();
    CHECK_THROWS_AS (studySamplers (request, {}, [] (double, const std::string&) {}), Error);
}
