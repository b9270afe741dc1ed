#include "Engine/SamplerStudy.h"

#include "Diffusion/GaussianMixture.h"
#include "Diffusion/Sampler.h"
#include "Engine/LoadedModel.h"
#include "Network/LearnedLevelsFile.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
const Process& process = processOf (ProcessKind::vpCosine);

/** What is varied. */
struct Setting
{
    const SamplerInfo& sampler;
    LevelPlan levels;
    int steps = 0;
    double tolerance = 0.0;

    SamplerControls controls() const
    {
        SamplerControls controls;

        if (sampler.adaptive)
            controls.tolerance = tolerance;

        return controls;
    }
};

double rootMeanSquare (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

Tensor column (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}

/** The one-dimensional mixture: every figure is exact but for the sampler's error and the number of draws. */
class AnalyticProblem
{
public:
    explicit AnalyticProblem (const SamplerStudyRequest& request)
        : draws (request.draws),
          seed (request.seed)
    {
        const auto last = process.ratio (process.tMin());
        std::vector<double> ends, places;

        for (int i = 0; i < 16; ++i)
        {
            starts.push_back (std::lerp (-2.25, 2.25, i / 15.0) / process.mean (process.tMax()));
            ends.push_back (mixture.transported (starts.back(), process.ratio (process.tMax()), last));
        }

        for (int i = 0; i < draws; ++i)
            places.push_back (mixture.quantile ((i + 0.5) / draws, 0.0));

        exactEnds = mixture.denoiser() (column (ends), last);
        quantiles = torch::tensor (places, torch::kFloat64);
    }

    double flowError (const Setting& setting) const
    {
        return setting.sampler.stochastic ? notKnown : rootMeanSquare (sampled (setting, column (starts)) - exactEnds);
    }

    double wasserstein (const Setting& setting) const
    {
        const auto first = process.tMax();
        const auto drawn = Noise ({ seed }).normal (NoisePurpose::start, 0, draws).to (torch::kFloat64);
        return distance (sampled (setting, drawn / process.mean (first)));
    }

    double wassersteinOfExactDraws() const
    {
        const auto normals = Noise ({ seed }).normal (NoisePurpose::known, 0, draws).to (torch::kFloat64);
        const auto uniforms = torch::erfc (normals / std::numbers::sqrt2) * (0.5 * draws);
        return distance (quantiles.index_select (0, uniforms.floor().clamp (0, draws - 1).to (torch::kInt64).flatten()));
    }

private:
    Tensor sampled (const Setting& setting, const Tensor& start) const
    {
        const auto levels = noiseLevels (setting.levels, std::max (setting.steps, 2), { process, 1e9, 0.0 });
        const SamplingRun run { setting.sampler.kind, setting.controls(), process, levels, {}, {}, {} };
        return sampleAlong (run, mixture.denoiser(), Noise ({ seed }), start).samples;
    }

    double distance (const Tensor& values) const
    {
        return (std::get<0> (values.flatten().sort()) - quantiles).abs().mean().item<double>();
    }

    GaussianMixture mixture = referenceMixture();
    int draws;
    std::uint64_t seed;
    std::vector<double> starts;
    Tensor exactEnds, quantiles;
};

/** The trained model: all deterministic samplers share the flow that a run of many steps follows. */
class ModelProblem
{
public:
    ModelProblem (const SamplerStudyRequest& studyRequest, const CancelToken& cancelToken,
                  const std::function<void (int sound)>& onReference)
        : request (studyRequest),
          cancel (cancelToken),
          loaded (loadModel (request.generator)),
          learned (readLearnedLevels (loaded.folder))
    {
        const auto& info = loaded.model.info();
        info.requireClasses ("A study of the samplers");

        for (int i = 0; i < request.sounds; ++i)
        {
            const auto& name = info.classes[static_cast<std::size_t> (i) % info.classes.size()];
            const Noise noise ({ request.seed + static_cast<std::uint64_t> (i) });
            onReference (i);
            cases.push_back ({ loaded.model.denoiser (loaded.weightsOf ({ { name, 1.0 } }), request.guidance),
                               noise,
                               noise.normal (NoisePurpose::start, 0, info.length).to (loaded.model.device()),
                               {} });
            const Setting reference { infoOf (SamplerKind::heunEdm),
                                      { LevelSpacing::logUniform, 1.0, {} },
                                      request.referenceSteps };
            cases.back().reference = run (reference, cases.back()).samples;
        }
    }

    /** Fills in calls, time and distance. */
    void measure (const Setting& setting, SamplerStudyRow& row) const
    {
        const auto start = std::chrono::steady_clock::now();
        double calls = 0.0, error = 0.0;

        for (const auto& one : cases)
        {
            const auto result = run (setting, one);
            calls += result.networkCalls;
            error += rootMeanSquare (result.samples - one.reference) / rootMeanSquare (one.reference);
        }

        const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
        const auto count = static_cast<double> (cases.size());
        row.calls = calls / count;
        row.modelError = setting.sampler.stochastic ? notKnown : error / count;
        row.milliseconds = elapsed.count() / count;
    }

    /** Up to the noise and back with as many steps as the study asks for. */
    double roundTrip (const Setting& setting) const
    {
        double error = 0.0;

        for (const auto& one : cases)
        {
            const auto there = encodeAlong (samplingRun (setting), one.denoise, one.reference);
            const auto back = sampleAlong (samplingRun (setting), one.denoise, one.noise, there.samples);
            error += rootMeanSquare (back.samples - one.reference) / rootMeanSquare (one.reference);
        }

        return error / static_cast<double> (cases.size());
    }

    std::size_t learnedLevels() const { return learned ? learned->ratios().size() : 0; }
    const LoadedModel& model() const { return loaded; }

private:
    struct Case
    {
        Denoiser denoise;
        Noise noise;
        Tensor start, reference;
    };

    SamplingRun samplingRun (const Setting& setting) const
    {
        const auto& info = loaded.model.info();
        const auto levels = noiseLevels (setting.levels, std::max (setting.steps, 2),
                                         { process, info.largestRatio, info.smallestRatio }, learned ? &*learned : nullptr);
        return { setting.sampler.kind, setting.controls(), process, levels, cancel, {}, {} };
    }

    SamplingResult run (const Setting& setting, const Case& one) const
    {
        const auto sampling = samplingRun (setting);
        return sampleAlong (sampling, one.denoise, one.noise, one.start * sampling.levels.front());
    }

    const SamplerStudyRequest& request;
    const CancelToken& cancel;
    LoadedModel loaded;
    std::optional<LearnedLevels> learned;
    std::vector<Case> cases;
};

/** Every sampler on the default levels. */
std::vector<Setting> samplerSettings (const SamplerStudyRequest& request)
{
    std::vector<Setting> settings;

    for (const auto& sampler : allSamplers())
    {
        if (sampler.adaptive)
            for (const auto tolerance : request.tolerances)
                settings.push_back ({ sampler, {}, 0, tolerance });
        else
            for (const auto steps : request.steps)
                settings.push_back ({ sampler, {}, steps, 0.0 });
    }

    return settings;
}

/** A sampler of each family on every spacing; the learned ones as far as their grid goes. */
std::vector<Setting> spacingSettings (const SamplerStudyRequest& request, std::size_t learnedLevels)
{
    std::vector<Setting> settings;

    for (const auto kind :
         { SamplerKind::ddim, SamplerKind::dpmpp2m, SamplerKind::uniPc2, SamplerKind::adamsBashforth4, SamplerKind::heun })
        for (const auto& spacing : allLevelSpacings())
            for (const auto steps : request.steps)
                if (spacing.spacing != LevelSpacing::list
                    && (! isLearned (spacing.spacing) || static_cast<std::size_t> (steps) <= learnedLevels))
                    settings.push_back ({ infoOf (kind), { spacing.spacing, 7.0, {} }, steps, 0.0 });

    return settings;
}
} // namespace

SamplerStudy studySamplers (const SamplerStudyRequest& request, const CancelToken& cancel,
                            const std::function<void (double done, const std::string& what)>& onProgress)
{
    const torch::InferenceMode inference;
    const ScopedThreadCount threads (request.generator.threads);
    constexpr double referenceShare = 0.3; // of the time, roughly
    const AnalyticProblem analytic (request);
    const ModelProblem model (request, cancel, [&] (int sound) {
        onProgress (referenceShare * sound / request.sounds, "reference run " + std::to_string (sound + 1));
    });
    const auto bySampler = samplerSettings (request);
    const auto bySpacing = spacingSettings (request, model.learnedLevels());
    const auto all = static_cast<double> (bySampler.size() + bySpacing.size());
    int done = 0;

    const auto rowOf = [&] (const Setting& setting) {
        cancel.throwIfCancelled();
        onProgress (referenceShare + (1.0 - referenceShare) * done++ / all, setting.sampler.key);
        SamplerStudyRow row { setting.sampler.key, keyOf (setting.levels.spacing), setting.steps, setting.tolerance };
        model.measure (setting, row);

        if (! isLearned (setting.levels.spacing)) // those belong to the model
        {
            row.flowError = analytic.flowError (setting);
            row.wasserstein = analytic.wasserstein (setting);
        }
        else
            row.flowError = row.wasserstein = notKnown;

        return row;
    };

    SamplerStudy study;

    for (const auto& setting : bySampler)
        study.samplers.push_back (rowOf (setting));

    for (const auto& setting : bySpacing)
        study.spacings.push_back (rowOf (setting));

    const auto& reversible = infoOf (SamplerKind::dpmSolver2);
    study.wassersteinOfExactDraws = analytic.wassersteinOfExactDraws();
    study.roundTrip = model.roundTrip ({ reversible, { LevelSpacing::logUniform, 1.0, {} }, 50, 0.0 });
    study.roundTripSampler = reversible.key;
    study.model = model.model().name();
    study.device = model.model().choice.name;
    return study;
}
} // namespace stochastick
