#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);

/** Of two sounds, or of one for adaptive rules, which make them one after the other. */
struct Trial
{
    explicit Trial (const SamplerInfo& info)
        : run (runOf (info.kind, cosine, levelsOf (LevelSpacing::logUniform, cosine, 9, 40.0, 0.05))),
          noise (info.adaptive ? std::vector<std::uint64_t> { 3 } : std::vector<std::uint64_t> { 3, 8 }),
          start (noise.normal (NoisePurpose::start, 0, 12).to (torch::kFloat64) * 40.0)
    {
        run.controls.tolerance = 1e-3; // long enough a way for adaptive rules
        run.onProgress = [this] (const SamplingProgress& progress) {
            finalReports += progress.ratio == 0.0;

            if (progress.move == stopAtReport)
                run.cancel.stop();
        };
    }

    SamplingResult make()
    {
        return sampleAlong (
            run,
            [this] (const Tensor& x, double ratio) {
                asked.push_back (ratio);

                if (static_cast<int> (asked.size()) == stopAtCall)
                    run.cancel.stop();

                return referenceMixture().denoiser() (x, ratio);
            },
            noise, start);
    }

    SamplingRun run;
    Noise noise;
    Tensor start;
    int stopAtReport = 0, stopAtCall = 0, finalReports = 0;
    std::vector<double> asked;
};
} // namespace

TEST_CASE ("a run that is stopped after a move is denoised there, and is one that was told so before, to the bit")
{
    for (const auto& info : allSamplers())
        for (const auto moves : { 1, 3, 5 })
        {
            Trial asked (info), told (info), whole (info);
            asked.stopAtReport = moves;
            told.run.stopAfter = moves;
            const auto a = asked.make(), b = told.make(), c = whole.make();
            CAPTURE (info.key, moves);
            CHECK (a.moves == moves);
            CHECK (b.moves == moves);
            CHECK_FALSE (a.complete);
            CHECK_FALSE (b.complete);
            CHECK (a.networkCalls == b.networkCalls);
            CHECK (torch::equal (a.samples, b.samples));
            CHECK (c.complete);
            CHECK (c.moves > moves);
            CHECK_FALSE (torch::equal (a.samples, c.samples));
        }
}

TEST_CASE ("a stopped run ends with one denoising at the level that it reached")
{
    for (const auto& info : samplersThat ([] (const SamplerInfo& one) { return ! one.adaptive; }))
    {
        Trial trial (info);
        trial.stopAtReport = 3;
        const auto result = trial.make();
        CAPTURE (info.key);
        CHECK (trial.finalReports == 1);
        CHECK (trial.asked.back() == trial.run.levels[3]);
        CHECK (result.networkCalls == info.callsFor (4));
    }
}

TEST_CASE ("the move that is being made when a run is stopped is made to its end")
{
    for (const auto& info : allSamplers())
    {
        Trial trial (info), told (info);
        int lastMove = 0;
        trial.stopAtCall = 2 * info.callsPerMove + info.extraCalls + 1; // in the third move
        trial.run.onProgress = [&] (const SamplingProgress& progress) {
            if (progress.ratio > 0.0)
                lastMove = progress.move;
        };
        const auto result = trial.make();
        told.run.stopAfter = result.moves;
        CAPTURE (info.key);
        CHECK (result.moves == lastMove);
        CHECK ((info.adaptive || result.moves == 3));
        CHECK_FALSE (result.complete);
        CHECK (torch::equal (result.samples, told.make().samples));
    }
}

TEST_CASE ("a run makes its first move though it was stopped before it began")
{
    for (const auto& info : allSamplers())
    {
        Trial trial (info), told (info);
        trial.run.cancel.stop();
        told.run.stopAfter = 1;
        const auto result = trial.make();
        CAPTURE (info.key);
        CHECK (result.moves == 1);
        CHECK_FALSE (result.complete);
        CHECK (torch::equal (result.samples, told.make().samples));
    }
}

TEST_CASE ("a run that is stopped in its last move or told to stop there or later is complete")
{
    for (const auto& info : samplersThat ([] (const SamplerInfo& one) { return ! one.adaptive; }))
    {
        Trial whole (info), asked (info), told (info), toldLater (info);
        asked.stopAtReport = 8;
        told.run.stopAfter = 8;
        toldLater.run.stopAfter = 100;
        const auto expected = whole.make().samples;
        CAPTURE (info.key);

        for (auto* const trial : { &asked, &told, &toldLater })
        {
            const auto result = trial->make();
            CHECK (result.complete);
            CHECK (result.moves == 8);
            CHECK (torch::equal (result.samples, expected));
        }
    }
}

TEST_CASE ("a run of one level has no move to stop after")
{
    Trial trial (infoOf (SamplerKind::ddim));
    trial.run.levels.resize (1);
    trial.run.cancel.stop();
    const auto result = trial.make();
    CHECK (result.complete);
    CHECK (result.moves == 0);
    CHECK (result.networkCalls == 1);
}

TEST_CASE ("a move that is resampled counts as one when a run is to be stopped")
{
    Trial trial (infoOf (SamplerKind::ancestral));
    trial.run.resamplings = 4;
    trial.run.stopAfter = 3;
    const auto result = trial.make();
    CHECK (result.moves == 3);
    CHECK (result.networkCalls == 13);
    CHECK (trial.asked.back() == trial.run.levels[3]);
}

TEST_CASE ("an encoding goes on to its end though it is stopped")
{
    for (const auto& info : samplersThat ([] (const SamplerInfo& one) { return ! one.stochastic; }))
    {
        Trial trial (info);
        const auto denoise = referenceMixture().denoiser();
        const auto sound = torch::linspace (-0.9, 0.7, 12, torch::kFloat64).reshape ({ 1, 1, -1 });
        const auto expected = encodeAlong (trial.run, denoise, sound);
        trial.run.stopAfter = 2;
        trial.run.cancel.stop();
        const auto result = encodeAlong (trial.run, denoise, sound);
        CAPTURE (info.key);
        CHECK (result.complete);
        CHECK (result.moves == expected.moves);
        CHECK (torch::equal (result.samples, expected.samples));
    }
}

TEST_CASE ("a run that was stopped can still be cancelled before its final denoising")
{
    for (const auto& info : allSamplers())
    {
        Trial trial (info);
        int reports = 0;
        trial.run.onProgress = [&] (const SamplingProgress&) {
            trial.run.cancel.stop();
            trial.run.cancel.cancel();
            ++reports;
        };
        CAPTURE (info.key);
        CHECK_THROWS_AS (trial.make(), Cancelled);
        CHECK (reports == 1);
    }
}

TEST_CASE ("a run that was cancelled cannot be stopped instead")
{
    for (const auto& info : allSamplers())
    {
        Trial trial (info);
        trial.run.cancel.cancel();
        trial.run.cancel.stop();
        CAPTURE (info.key);
        CHECK_THROWS_AS (trial.make(), Cancelled);
        CHECK (trial.asked.empty());
    }
}
