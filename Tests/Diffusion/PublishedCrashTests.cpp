#include "Diffusion/PublishedCrash.h"

#include "Diffusion/NoiseLevels.h"
#include "Network/CrashDenoiser.h"
#include "Network/CrashTestTools.h"
#include "Reference/ReferenceTable.h"

#include <catch2/catch.hpp>
#include <torch/utils.h>

using namespace stochastick;
using namespace stochastick::test;
using crashtest::rms;

namespace
{
constexpr int steps = 14, samples = 600;
constexpr double within = 1e-4; // of the RMS of the result

const Noise& recordedNoise()
{
    static const Noise noise ({ 11 });
    return noise;
}

const NoisePredictor& network()
{
    static const NoisePredictor predict =
        [unet = crashtest::referenceUnet()] (const Tensor& z, const Tensor& sigma) mutable { return unet (z, sigma); };
    return predict;
}

Tensor startNoise()
{
    return recordedNoise().normal (NoisePurpose::start, 0, samples);
}

Tensor someSound()
{
    return crashtest::filled ({ 1, 1, samples }, 2000, 0.3);
}

PublishedRun runOf (SamplerKind sampler, ProcessKind process = ProcessKind::vpCosine, double eta = 0.0)
{
    return { sampler, eta, steps, processOf (process), network(), {}, {}, {}, 1.0, 0 };
}

/** Stands in for a classifier. */
Tensor someGradient (const Tensor& state, const Tensor& sigma)
{
    return torch::tanh (state) * (0.2 + sigma.view ({ -1, 1, 1 }));
}

/** Largest difference from every third sample and from the RMS of all, relative to that RMS. */
double errorOf (const Tensor& actual, const ReferenceTable& reference, const std::string& label)
{
    auto expected = reference.row (label);
    const auto itsRms = expected.back();
    expected.pop_back();
    return std::max (networktest::largestDifference (actual.slice (2, 0, samples, 3), expected),
                     std::abs (rms (actual.to (torch::kFloat64)) - itsRms))
           / itsRms;
}

/** Makes noise of what it is given. */
PublishedRun withoutNetwork (SamplerKind sampler, int stepCount)
{
    auto run = runOf (sampler);
    run.steps = stepCount;
    run.predictNoise = [] (const Tensor& z, const Tensor&) { return z; };
    return run;
}
} // namespace

TEST_CASE ("CRASH's published samplers are reproduced over whole runs with recorded noise, quirks included")
{
    const torch::NoGradGuard noGradient;
    const ReferenceTable reference ("crash-published");

    for (const auto process : { ProcessKind::vpCosine, ProcessKind::subVpCosine })
        for (const auto& [sampler, eta, name] : { std::tuple { SamplerKind::eulerMaruyama, 0.0, "euler-maruyama" },
                                                  { SamplerKind::ancestral, 0.0, "ancestral" },
                                                  { SamplerKind::crashSde, 0.0, "crash-sde" },
                                                  { SamplerKind::euler, 0.0, "euler" },
                                                  { SamplerKind::ddim, 0.0, "ddim" },
                                                  { SamplerKind::ddim, 0.4, "ddim eta 0.4" } })
        {
            const auto label = keyOf (process) + ' ' + name;
            const auto result = samplePublished (runOf (sampler, process, eta), recordedNoise(), startNoise());
            CAPTURE (label);
            CHECK (errorOf (result.samples, reference, label) < within);
            CHECK (result.networkCalls == (sampler == SamplerKind::eulerMaruyama ? steps - 1 : steps));
            CHECK (result.complete);
        }
}

TEST_CASE ("CRASH's published encoding, variation and inpainting are reproduced with recorded noise")
{
    const torch::NoGradGuard noGradient;
    const ReferenceTable reference ("crash-published");

    for (const auto& [sampler, name] : { std::pair { SamplerKind::ddim, "ddim" }, { SamplerKind::euler, "euler" } })
    {
        const auto encoded = encodePublished (runOf (sampler), recordedNoise(), someSound());
        CHECK (errorOf (encoded.samples, reference, std::string ("encode ") + name) < within);
    }

    const auto varied = varyPublished (runOf (SamplerKind::ancestral), recordedNoise(), someSound(), 0.6);
    CHECK (errorOf (varied.samples, reference, "vary 0.6") < within);

    auto keep = torch::ones ({ 1, 1, samples });
    keep.slice (2, 150, 450).zero_();

    for (const auto& [sampler, name] :
         { std::pair { SamplerKind::eulerMaruyama, "euler-maruyama" }, { SamplerKind::ancestral, "ancestral" } })
    {
        const auto made = inpaintPublished (runOf (sampler), recordedNoise(), someSound(), keep).samples;
        CHECK (errorOf (made, reference, std::string ("inpaint ") + name) < within);
        CHECK (networktest::largestDifference (made.slice (2, 0, 150), someSound().slice (2, 0, 150)) > 0.01);
    }
}

TEST_CASE ("CRASH's published steering by a classifier is reproduced with recorded noise")
{
    const torch::NoGradGuard noGradient;
    const ReferenceTable reference ("crash-published");

    for (const auto& [sampler, eta, name] : { std::tuple { SamplerKind::eulerMaruyama, 0.0, "euler-maruyama" },
                                              { SamplerKind::ancestral, 0.0, "ancestral" },
                                              { SamplerKind::ddim, 0.4, "ddim eta 0.4" } })
    {
        auto run = runOf (sampler, ProcessKind::vpCosine, eta);
        run.classGradient = someGradient;
        const auto result = samplePublished (run, recordedNoise(), startNoise());
        CAPTURE (name);
        CHECK (errorOf (result.samples, reference, std::string ("guided ") + name) < within);
    }
}

TEST_CASE ("the same network under the right rules reproduces whole runs with recorded noise")
{
    const torch::NoGradGuard noGradient;
    const ReferenceTable reference ("crash-runs");
    const auto& process = processOf (ProcessKind::vpCosine);
    const auto denoise = denoiserFrom (network(), { ProcessKind::vpCosine });
    const LevelPlan uniform { LevelSpacing::uniformTime, 1.0, {} };
    const auto levels = noiseLevels (uniform, 15, { process, 1e9, 1e-9 });

    for (const auto sampler : { SamplerKind::ddim, SamplerKind::ancestral, SamplerKind::crashSde, SamplerKind::euler,
                                SamplerKind::eulerMaruyama })
    {
        const SamplingRun run { sampler, {}, process, levels, {} };
        const auto result = sampleAlong (run, denoise, recordedNoise(), startNoise() * levels.front());
        CAPTURE (infoOf (sampler).key);
        CHECK (errorOf (result.samples, reference, infoOf (sampler).key) < within);
    }
}

TEST_CASE ("CRASH's published Euler-Maruyama draws no noise in its last ten moves")
{
    const auto soundFrom = [] (std::uint64_t seed, int stepCount) {
        const Noise noise ({ seed });
        return samplePublished (withoutNetwork (SamplerKind::eulerMaruyama, stepCount), noise, startNoise()).samples;
    };

    CHECK (torch::equal (soundFrom (1, 12), soundFrom (2, 12)));
    CHECK_FALSE (torch::equal (soundFrom (1, 13), soundFrom (2, 13)));
}

TEST_CASE ("a run as CRASH published it can be stopped after a move and cancelled before the next call")
{
    auto run = withoutNetwork (SamplerKind::ddim, 20);
    run.stopAfter = 3;
    const auto stopped = samplePublished (run, recordedNoise(), startNoise());
    CHECK (stopped.moves == 3);
    CHECK (stopped.networkCalls == 4);
    CHECK_FALSE (stopped.complete);

    int calls = 0;
    run.stopAfter = 0;
    run.predictNoise = [&] (const Tensor& z, const Tensor&) {
        if (++calls == 5)
            run.cancel.cancel();

        return z;
    };
    CHECK_THROWS_AS (samplePublished (run, recordedNoise(), startNoise()), Cancelled);
    CHECK (calls == 5);
}
