#pragma once

#include "Diffusion/NoiseLevels.h"
#include "Diffusion/SamplerControls.h"
#include "Diffusion/SamplerTable.h"
#include "Engine/Generator.h"

#include <functional>
#include <string>
#include <vector>

namespace stochastick
{
/** Where nothing else is said: levels over the whole range, so that an exact problem and the model begin and end alike. */
inline constexpr auto studiedSpacing = LevelSpacing::karras;

struct SamplerStudyRequest
{
    GeneratorOptions generator;
    std::vector<int> steps { 5, 10, 15, 20, 30, 50 };
    std::vector<double> tolerances { 0.2, 0.05, 0.02, 0.005 }; ///< of adaptive samplers, in the place of steps
    int sounds = 4;                                            ///< of as many classes, on the model
    int draws = 20000;                                         ///< on the analytic problem
    int referenceSteps = 1000;                                 ///< of the run that all are compared with on the model
    double guidance = 1.5;
    std::uint64_t seed = 1;
};

/** One sampler with one number of steps (or tolerance) and one spacing of levels. NaN where a figure has no meaning. */
struct SamplerStudyRow
{
    std::string sampler, levels;
    int steps = 0;            ///< 0 for adaptive samplers
    double tolerance = 0.0;   ///< of those
    double calls = 0.0;       ///< of the network, of one sound on the model
    double flowError = 0.0;   ///< analytic: RMS distance from the exact end of the flow, of deterministic samplers
    double wasserstein = 0.0; ///< analytic: Wasserstein-1 distance of the draws from the distribution
    double modelError =
        0.0; ///< RMS distance from the reference run's sound as a share of its RMS, of deterministic samplers
    double heardError = 0.0;   ///< likewise, as it is heard: RMS difference of their log-mel energies (embedSound), dB
    double milliseconds = 0.0; ///< one sound on the model
};

struct SamplerStudy
{
    std::vector<SamplerStudyRow> samplers; ///< all of them, on the default levels
    std::vector<SamplerStudyRow> spacings; ///< some deterministic ones on all levels
    double wassersteinOfExactDraws = 0.0;  ///< as many: what sampling error alone amounts to
    double roundTrip = 0.0; ///< of a sound encoded and decoded in 50 steps, share of its RMS (see roundTripSampler)
    std::string roundTripSampler, model, device;
};

/** Measures all samplers on the mixture with a known score and on a model. Minutes. Throws Error, Cancelled. Worker thread. */
SamplerStudy studySamplers (const SamplerStudyRequest& request, const CancelToken& cancel,
                            const std::function<void (double done, const std::string& what)>& onProgress);
} // namespace stochastick
