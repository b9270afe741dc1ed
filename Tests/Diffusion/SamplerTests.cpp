#include "Diffusion/Sampler.h"

#include "Diffusion/NoiseLevels.h"
#include "Doubles/AnalyticDenoisers.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

using namespace stochastick;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);
const auto gaussian = test::gaussianDenoiser (0.1, 0.3);

SamplingRun runOf (SamplerKind kind, int levels = 8)
{
    return { .sampler = kind,
             .eta = 0.5,
             .process = cosine,
             .levels = noiseLevels (LevelSpacing::uniformTime, cosine, levels, 60.0, 0.001),
             .cancel = {},
             .onProgress = {} };
}

Tensor startOf (const Noise& noise, double ratio, std::int64_t samples = 37)
{
    return noise.normal (NoisePurpose::start, 0, samples) * ratio;
}

SamplingResult resultOf (const SamplingRun& run, const Noise& noise, const Denoiser& denoise = gaussian)
{
    return sampleAlong (run, denoise, noise, startOf (noise, run.levels.front()));
}
} // namespace

TEST_CASE ("every sampler makes the network calls that its row promises, and one at the end")
{
    for (const auto& info : allSamplers())
        for (const int levels : { 1, 2, 9 })
        {
            CAPTURE (info.key, levels);
            int calls = 0;
            const Denoiser counting = [&] (const Tensor& x, double ratio) {
                ++calls;
                return gaussian (x, ratio);
            };
            const auto result = resultOf (runOf (info.kind, levels), Noise ({ 1 }), counting);

            CHECK (calls == info.callsPerMove * (levels - 1) + 1);
            CHECK (result.networkCalls == calls);
        }
}

TEST_CASE ("the network is asked at the levels of the run, the last one at the end")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        const auto run = runOf (info.kind);
        std::vector<double> asked;
        resultOf (run, Noise ({ 1 }), [&] (const Tensor& x, double ratio) {
            asked.push_back (ratio);
            return gaussian (x, ratio);
        });

        for (std::size_t i = 0; i < run.levels.size(); ++i)
            CHECK (asked[i * static_cast<std::size_t> (info.callsPerMove)] == run.levels[i]);
    }
}

TEST_CASE ("the result is the denoiser's estimate at the last level")
{
    for (const auto& info : allSamplers())
    {
        Tensor last;
        const auto result = resultOf (runOf (info.kind), Noise ({ 1 }),
                                      [&] (const Tensor& x, double ratio) { return last = gaussian (x, ratio); });

        CHECK (torch::equal (result.samples, last));
    }
}

TEST_CASE ("progress grows by one move at a time and ends with all moves, no noise and the result")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        std::vector<int> moves, calls;
        std::vector<double> ratios;
        Tensor estimate;
        run.onProgress = [&] (const SamplingProgress& progress) {
            moves.push_back (progress.move);
            calls.push_back (progress.networkCalls);
            ratios.push_back (progress.ratio);
            estimate = progress.estimate;
            CHECK (progress.moves == 8);
        };
        const auto result = resultOf (run, Noise ({ 1 }));

        CHECK (moves == std::vector<int> { 1, 2, 3, 4, 5, 6, 7, 8 });
        CHECK (calls.back() == result.networkCalls);
        CHECK (calls.front() == info.callsPerMove);
        CHECK (ratios.front() == run.levels[1]);
        CHECK (ratios.back() == 0.0);
        CHECK (torch::equal (estimate, result.samples));
    }
}

TEST_CASE ("a run that is cancelled during a network call stops before the next one")
{
    for (const auto& info : allSamplers())
        for (const int k : { 1, 2, 3, 6 })
        {
            CAPTURE (info.key, k);
            auto run = runOf (info.kind);
            int calls = 0;
            const Denoiser cancelling = [&] (const Tensor& x, double ratio) {
                if (++calls == k)
                    run.cancel.cancel();

                return gaussian (x, ratio);
            };

            CHECK_THROWS_AS (resultOf (run, Noise ({ 1 }), cancelling), Cancelled);
            CHECK (calls == k);
        }
}

TEST_CASE ("a run that was cancelled before it starts makes no network call")
{
    auto run = runOf (SamplerKind::dpmpp2m);
    run.cancel.cancel();
    int calls = 0;

    CHECK_THROWS_AS (resultOf (run, Noise ({ 1 }),
                               [&] (const Tensor& x, double) {
                                   ++calls;
                                   return x;
                               }),
                     Cancelled);
    CHECK (calls == 0);
}

TEST_CASE ("a sound does not depend on the batch it is made in, to the bit")
{
    const std::vector<std::uint64_t> seeds { 7, 3, 99, 3 };

    for (const auto& info : allSamplers())
    {
        const auto together = resultOf (runOf (info.kind), Noise (seeds)).samples;

        for (std::size_t i = 0; i < seeds.size(); ++i)
        {
            CAPTURE (info.key, i);
            const auto alone = resultOf (runOf (info.kind), Noise ({ seeds[i] })).samples;
            CHECK (torch::equal (together[static_cast<std::int64_t> (i)], alone[0]));
        }

        CHECK_FALSE (torch::equal (together[0], together[1]));
        CHECK (torch::equal (together[1], together[3]));
    }
}

TEST_CASE ("the same run twice gives the same sound, and the input is left as it was")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        const auto run = runOf (info.kind);
        const Noise noise ({ 5 });
        const auto start = startOf (noise, run.levels.front());
        const auto copy = start.clone();
        const auto first = sampleAlong (run, gaussian, noise, start).samples;

        CHECK (torch::equal (first, sampleAlong (run, gaussian, noise, start).samples));
        CHECK (torch::equal (start, copy));
    }
}

TEST_CASE ("the state keeps its dtype and shape")
{
    for (const auto& info : allSamplers())
        for (const auto type : { torch::kFloat32, torch::kFloat64 })
        {
            CAPTURE (info.key);
            const auto run = runOf (info.kind);
            const Noise noise ({ 1, 2 });
            const auto result = sampleAlong (run, gaussian, noise, startOf (noise, run.levels.front()).to (type)).samples;

            CHECK (result.scalar_type() == type);
            CHECK (result.sizes() == torch::IntArrayRef ({ 2, 1, 37 }));
        }
}

TEST_CASE ("only the samplers that say so depend on the noise of the moves and on eta")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        const auto start = startOf (Noise ({ 1 }), run.levels.front());
        const auto soundOf = [&] (std::uint64_t seed) {
            return sampleAlong (run, gaussian, Noise ({ seed }), start).samples;
        };

        const auto half = soundOf (1);
        CHECK (torch::equal (half, soundOf (2)) == ! (info.stochastic || info.usesEta));

        run.eta = 0.0;
        CHECK (torch::equal (soundOf (1), soundOf (2)) == ! info.stochastic);
        CHECK (torch::equal (half, soundOf (1)) == ! info.usesEta);
    }
}

TEST_CASE ("an eta outside 0 to 1 is a usage error")
{
    for (const double eta : { -0.1, 1.1, std::nan ("") })
    {
        auto run = runOf (SamplerKind::ddim);
        run.eta = eta;
        CHECK_THROWS_AS (resultOf (run, Noise ({ 1 })), UsageError);
    }
}

TEST_CASE ("levels that do not decrease or reach 0, and states of another shape, are refused")
{
    auto run = runOf (SamplerKind::euler);
    const Noise noise ({ 1 });

    for (const auto& levels : std::vector<std::vector<double>> { {}, { 1.0, 1.0 }, { 1.0, 2.0 }, { 1.0, 0.0 } })
    {
        run.levels = levels;
        CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, startOf (noise, 1.0)), std::invalid_argument);
    }

    run.levels = { 1.0, 0.5 };
    CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 2, 1, 8 })), std::invalid_argument);
    CHECK_THROWS_AS (sampleAlong (run, gaussian, noise, torch::zeros ({ 1, 8 })), std::invalid_argument);
}

TEST_CASE ("samplers are found by their keys, and an unknown key names the nearest")
{
    for (const auto& info : allSamplers())
    {
        CHECK (samplerFromKey (info.key) == info.kind);
        CHECK (infoOf (info.kind).key == info.key);
    }

    CHECK_THROWS_AS (samplerFromKey ("dpmp-2m"), UsageError);
    CHECK_THROWS_WITH (samplerFromKey ("dpmp-2m"), Catch::Contains ("did you mean \"dpmpp-2m\"?"));
}
