#pragma once

#include "Diffusion/GaussianMixture.h"
#include "Diffusion/LearnedLevels.h"
#include "Diffusion/Noise.h"
#include "Diffusion/Sampler.h"
#include "Engine/LoadedModel.h"
#include "Engine/SamplerStudy.h"

#include <functional>
#include <optional>
#include <vector>

namespace stochastick
{
/** What a study of the samplers varies. */
struct SamplerSetting
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

/** The one-dimensional mixture: every figure is exact but for the sampler's error and the number of draws. Worker thread. */
class AnalyticSamplerProblem
{
public:
    explicit AnalyticSamplerProblem (const SamplerStudyRequest& request);

    double flowError (const SamplerSetting& setting) const; ///< NaN for stochastic samplers
    double wasserstein (const SamplerSetting& setting) const;
    double wassersteinOfExactDraws() const;

private:
    Tensor sampled (const SamplerSetting& setting, const Tensor& start) const;
    double distance (const Tensor& values) const;

    GaussianMixture mixture = referenceMixture();
    int draws;
    std::uint64_t seed;
    std::vector<double> starts;
    Tensor exactEnds, quantiles;
};

/** The trained model: all deterministic samplers share the flow that a run of many steps follows. Worker thread. */
class ModelSamplerProblem
{
public:
    /** Makes the sounds that others are compared with. The request and the token must outlive this. */
    ModelSamplerProblem (const SamplerStudyRequest& request, const CancelToken& cancel,
                         const std::function<void (int sound)>& onReference);

    /** Fills in calls, time and distances. */
    void measure (const SamplerSetting& setting, SamplerStudyRow& row) const;

    /** Up to the noise and back with as many steps as the study asks for. */
    double roundTrip (const SamplerSetting& setting) const;

    std::size_t learnedLevels() const { return learned ? learned->ratios().size() : 0; }
    const LoadedModel& model() const { return loaded; }

private:
    struct Case
    {
        Denoiser denoise;
        Noise noise;
        Tensor start, reference, heard;
    };

    Tensor heardOf (const Tensor& samples) const;
    double heardErrorOf (const std::vector<Tensor>& sounds) const;
    SamplingRun samplingRun (const SamplerSetting& setting) const;
    SamplingResult run (const SamplerSetting& setting, const Case& one) const;

    const SamplerStudyRequest& request;
    const CancelToken& cancel;
    LoadedModel loaded;
    std::optional<LearnedLevels> learned;
    std::vector<Case> cases;
};
} // namespace stochastick
