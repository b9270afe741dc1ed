#include "Diffusion/SamplerTestTools.h"
#include "Support/Error.h"

#include <catch2/catch.hpp>
#include <functional>

using namespace stochastick;
using namespace stochastick::test;

namespace
{
const Process& cosine = processOf (ProcessKind::vpCosine);
const auto gaussian = gaussianDenoiser (0.1, 0.3);

SamplingRun runOf (SamplerKind kind, int levels = 8)
{
    return test::runOf (kind, cosine, levelsOf (LevelSpacing::uniformTime, cosine, levels, 60.0, 0.001), { .eta = 0.5 });
}

Tensor startOf (const Noise& noise, double ratio, std::int64_t samples = 37)
{
    return noise.normal (NoisePurpose::start, 0, samples) * ratio;
}

SamplingResult resultOf (const SamplingRun& run, const Noise& noise, const Denoiser& denoise = gaussian)
{
    return sampleAlong (run, denoise, noise, startOf (noise, run.levels.front()));
}

std::vector<SamplerInfo> fixedSamplers()
{
    return samplersThat ([] (const SamplerInfo& info) { return ! info.adaptive; });
}
} // namespace

TEST_CASE ("every fixed sampler makes the network calls that its row promises, and one at the end")
{
    for (const auto& info : fixedSamplers())
        for (const int levels : { 1, 2, 9 })
        {
            CAPTURE (info.key, levels);
            int calls = 0;
            const Denoiser counting = [&] (const Tensor& x, double ratio) {
                ++calls;
                return gaussian (x, ratio);
            };
            const auto result = resultOf (runOf (info.kind, levels), Noise ({ 1 }), counting);

            CHECK (calls == info.callsFor (levels));
            CHECK (result.networkCalls == calls);
            CHECK (result.complete);
        }

    CHECK (infoOf (SamplerKind::ddim).callsFor (9) == 9);
    CHECK (infoOf (SamplerKind::uniPc2).callsFor (9) == 10);
    CHECK (infoOf (SamplerKind::heun).callsFor (9) == 17);
}

TEST_CASE ("one level alone is denoised and nothing else")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        const auto run = runOf (info.kind, 1);
        const Noise noise ({ 1 });
        const auto x = startOf (noise, run.levels.front());
        const auto result = sampleAlong (run, gaussian, noise, x);

        CHECK (result.networkCalls == 1);
        CHECK (torch::equal (result.samples, gaussian (x, run.levels.front())));
    }
}

TEST_CASE ("the network is asked at every level of a fixed run in their order, and within a move not outside of it")
{
    for (const auto& info : fixedSamplers())
    {
        if (info.kind == SamplerKind::edmStochastic) // raises the noise first
            continue;

        CAPTURE (info.key);
        const auto run = runOf (info.kind);
        std::vector<double> asked;
        resultOf (run, Noise ({ 1 }), [&] (const Tensor& x, double ratio) {
            asked.push_back (ratio);
            return gaussian (x, ratio);
        });

        CHECK (asked.back() == run.levels.back());
        CHECK (std::is_sorted (asked.begin(), asked.end(), std::greater<>()));
        CHECK (std::includes (asked.begin(), asked.end(), run.levels.begin() + 1, run.levels.end(), std::greater<>()));
    }
}

TEST_CASE ("the result is the denoiser's estimate at the last level")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        Tensor last;
        double level = 0.0;
        const auto run = runOf (info.kind);
        const auto result = resultOf (run, Noise ({ 1 }), [&] (const Tensor& x, double ratio) {
            level = ratio;
            return last = gaussian (x, ratio);
        });

        CHECK (torch::equal (result.samples, last));
        CHECK (level == run.levels.back());
        CHECK (result.complete);
    }
}

TEST_CASE ("progress grows by one move at a time and ends with all moves, no noise and the result")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        std::vector<int> calls;
        std::vector<double> ratios, fractions;
        Tensor estimate;
        run.onProgress = [&] (const SamplingProgress& progress) {
            calls.push_back (progress.networkCalls);
            ratios.push_back (progress.ratio);
            fractions.push_back (progress.fraction);
            estimate = progress.estimate;
            CHECK (progress.moves == (info.adaptive ? 0 : 8));
            CHECK (progress.move == static_cast<int> (calls.size()));
        };
        const auto result = resultOf (run, Noise ({ 1 }));

        CHECK ((info.adaptive || calls.size() == 8));
        CHECK (calls.front() == info.callsPerMove + info.extraCalls);
        CHECK (calls.back() == result.networkCalls);
        CHECK (ratios.back() == 0.0);
        CHECK (ratios[ratios.size() - 2] == run.levels.back());
        CHECK (std::is_sorted (ratios.begin(), ratios.end(), std::greater<>()));
        CHECK (std::is_sorted (fractions.begin(), fractions.end()));
        CHECK (fractions.front() >= 0.0);
        CHECK (fractions.back() == 1.0);
        CHECK (torch::equal (estimate, result.samples));
    }
}

TEST_CASE ("a fixed run tells the level it has reached and its share of the moves")
{
    for (const auto& info : fixedSamplers())
    {
        CAPTURE (info.key);
        auto run = runOf (info.kind);
        run.onProgress = [&] (const SamplingProgress& progress) {
            const auto done = static_cast<std::size_t> (progress.move);
            CHECK (progress.ratio == (done < 8 ? run.levels[done] : 0.0));
            CHECK (progress.fraction == static_cast<double> (done) / 8.0);
        };
        resultOf (run, Noise ({ 1 }));
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
    for (const auto& info : allSamplers())
    {
        auto run = runOf (info.kind);
        run.cancel.cancel();
        int calls = 0;
        const Denoiser counting = [&] (const Tensor& x, double) {
            ++calls;
            return x;
        };

        CHECK_THROWS_AS (resultOf (run, Noise ({ 1 }), counting), Cancelled);
        CHECK (calls == 0);
    }
}

TEST_CASE ("a sound does not depend on the batch it is made in, to the bit")
{
    const std::vector<std::uint64_t> seeds { 7, 3, 99, 3 };

    for (const auto& info : allSamplers())
    {
        const auto together = resultOf (runOf (info.kind), Noise (seeds));
        int calls = 0;

        for (std::size_t i = 0; i < seeds.size(); ++i)
        {
            CAPTURE (info.key, i);
            const auto alone = resultOf (runOf (info.kind), Noise ({ seeds[i] }));
            CHECK (torch::equal (together.samples[static_cast<std::int64_t> (i)], alone.samples[0]));
            calls += alone.networkCalls;
        }

        CHECK_FALSE (torch::equal (together.samples[0], together.samples[1]));
        CHECK (torch::equal (together.samples[1], together.samples[3]));
        CHECK (together.networkCalls == (info.adaptive ? calls : calls / 4));
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

TEST_CASE ("the state keeps its dtype and shape, and both precisions give about the same sound")
{
    for (const auto& info : allSamplers())
    {
        CAPTURE (info.key);
        const auto run = runOf (info.kind);
        const Noise noise ({ 1, 2 });
        const auto soundIn = [&] (torch::ScalarType type) {
            const auto result = sampleAlong (run, gaussian, noise, startOf (noise, run.levels.front()).to (type)).samples;
            CHECK (result.scalar_type() == type);
            CHECK (result.sizes() == torch::IntArrayRef ({ 2, 1, 37 }));
            return result.to (torch::kFloat64);
        };

        const auto single = soundIn (torch::kFloat32), twice = soundIn (torch::kFloat64);
        CHECK (largestDifference (single, twice) < 1e-3 * (1.0 + twice.abs().max().item<double>()));
    }
}
