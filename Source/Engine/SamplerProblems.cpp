#include "Engine/SamplerProblems.h"

#include "Engine/Finishing.h"
#include "Network/LearnedLevelsFile.h"
#include "Training/SoundEmbedding.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
const Process& process = processOf (ProcessKind::vpCosine);

double rootMeanSquare (const Tensor& x)
{
    return x.square().mean().sqrt().item<double>();
}

Tensor column (const std::vector<double>& values)
{
    return torch::tensor (values, torch::kFloat64).reshape ({ 1, 1, -1 });
}
} // namespace

AnalyticSamplerProblem::AnalyticSamplerProblem (const SamplerStudyRequest& request)
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

double AnalyticSamplerProblem::flowError (const SamplerSetting& setting) const
{
    return setting.sampler.stochastic ? notKnown : rootMeanSquare (sampled (setting, column (starts)) - exactEnds);
}

double AnalyticSamplerProblem::wasserstein (const SamplerSetting& setting) const
{
    const auto first = process.tMax();
    const auto drawn = Noise ({ seed }).normal (NoisePurpose::start, 0, draws).to (torch::kFloat64);
    return distance (sampled (setting, drawn / process.mean (first)));
}

double AnalyticSamplerProblem::wassersteinOfExactDraws() const
{
    const auto normals = Noise ({ seed }).normal (NoisePurpose::known, 0, draws).to (torch::kFloat64);
    const auto uniforms = torch::erfc (normals / std::numbers::sqrt2) * (0.5 * draws);
    return distance (quantiles.index_select (0, uniforms.floor().clamp (0, draws - 1).to (torch::kInt64).flatten()));
}

Tensor AnalyticSamplerProblem::sampled (const SamplerSetting& setting, const Tensor& start) const
{
    const auto levels = noiseLevels (setting.levels, std::max (setting.steps, 2), { process, 1e9, 0.0 });
    const SamplingRun run { setting.sampler.kind, setting.controls(), process, levels, {}, {}, {} };
    return sampleAlong (run, mixture.denoiser(), Noise ({ seed }), start).samples;
}

double AnalyticSamplerProblem::distance (const Tensor& values) const
{
    return (std::get<0> (values.flatten().sort()) - quantiles).abs().mean().item<double>();
}

ModelSamplerProblem::ModelSamplerProblem (const SamplerStudyRequest& studyRequest, const CancelToken& cancelToken,
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
                           {},
                           {} });
        const SamplerSetting reference { infoOf (SamplerKind::heunEdm),
                                         { LevelSpacing::logUniform, 1.0, {} },
                                         request.referenceSteps };
        cases.back().reference = run (reference, cases.back()).samples;
        cases.back().heard = heardOf (cases.back().reference);
    }
}

void ModelSamplerProblem::measure (const SamplerSetting& setting, SamplerStudyRow& row) const
{
    const auto start = std::chrono::steady_clock::now();
    std::vector<Tensor> sounds;
    double calls = 0.0, error = 0.0;

    for (const auto& one : cases)
    {
        const auto result = run (setting, one);
        sounds.push_back (result.samples);
        calls += result.networkCalls;
        error += rootMeanSquare (result.samples - one.reference) / rootMeanSquare (one.reference);
    }

    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    const auto count = static_cast<double> (cases.size());
    row.calls = calls / count;
    row.modelError = setting.sampler.stochastic ? notKnown : error / count;
    row.heardError = setting.sampler.stochastic ? notKnown : heardErrorOf (sounds);
    row.milliseconds = elapsed.count() / count;
}

double ModelSamplerProblem::roundTrip (const SamplerSetting& setting) const
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

/** Log-mel energies; NaN for a sound that ran away. */
Tensor ModelSamplerProblem::heardOf (const Tensor& samples) const
{
    if (! torch::isfinite (samples).all().item<bool>())
        return torch::full ({ 1 }, notKnown);

    return embedSound (toAudio (samples, loaded.model.info()));
}

double ModelSamplerProblem::heardErrorOf (const std::vector<Tensor>& sounds) const
{
    constexpr double decibels = 10.0 / std::numbers::ln10; // log-mel energies are natural logarithms
    double sum = 0.0;

    for (std::size_t i = 0; i < cases.size(); ++i)
        sum += (heardOf (sounds[i]) - cases[i].heard).square().mean().item<double>();

    return decibels * std::sqrt (sum / static_cast<double> (cases.size()));
}

SamplingRun ModelSamplerProblem::samplingRun (const SamplerSetting& setting) const
{
    const auto& info = loaded.model.info();
    const auto levels = noiseLevels (setting.levels, std::max (setting.steps, 2),
                                     { process, info.largestRatio, info.smallestRatio }, learned ? &*learned : nullptr);
    return { setting.sampler.kind, setting.controls(), process, levels, cancel, {}, {} };
}

SamplingResult ModelSamplerProblem::run (const SamplerSetting& setting, const Case& one) const
{
    const auto sampling = samplingRun (setting);
    return sampleAlong (sampling, one.denoise, one.noise, one.start * sampling.levels.front());
}
} // namespace stochastick
