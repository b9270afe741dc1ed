#include "Engine/SamplerStudy.h"

#include "Engine/SamplerProblems.h"
#include "Network/Device.h"

#include <cmath>
#include <limits>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/** Every sampler on the levels where nothing else is said. */
std::vector<SamplerSetting> samplerSettings (const SamplerStudyRequest& request)
{
    const LevelPlan wholeRange { studiedSpacing, 7.0, {} };
    std::vector<SamplerSetting> settings;

    for (const auto& sampler : allSamplers())
    {
        if (sampler.adaptive)
            for (const auto tolerance : request.tolerances)
                settings.push_back ({ sampler, wholeRange, 0, tolerance });
        else
            for (const auto steps : request.steps)
                settings.push_back ({ sampler, wholeRange, steps, 0.0 });
    }

    return settings;
}

/** A sampler of each family on every spacing; the learned ones as far as their grid goes. */
std::vector<SamplerSetting> spacingSettings (const SamplerStudyRequest& request, std::size_t learnedLevels)
{
    std::vector<SamplerSetting> settings;

    for (const auto kind : { SamplerKind::ddim, SamplerKind::dpmpp2m, SamplerKind::dpmpp3mDamped, SamplerKind::uniPc2,
                             SamplerKind::adamsBashforth4, SamplerKind::heun })
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
    const AnalyticSamplerProblem analytic (request);
    const ModelSamplerProblem model (request, cancel, [&] (int sound) {
        onProgress (referenceShare * sound / request.sounds, "reference run " + std::to_string (sound + 1));
    });
    const auto bySampler = samplerSettings (request);
    const auto bySpacing = spacingSettings (request, model.learnedLevels());
    const auto all = static_cast<double> (bySampler.size() + bySpacing.size());
    int done = 0;

    const auto rowOf = [&] (const SamplerSetting& setting) {
        cancel.throwIfCancelled();
        onProgress (referenceShare + (1.0 - referenceShare) * done++ / all, setting.sampler.key);
        SamplerStudyRow row { setting.sampler.key, keyOf (setting.levels.spacing), setting.steps, setting.tolerance };
        model.measure (setting, row);

        if (! isLearned (setting.levels.spacing)
            && setting.levels.spacing != LevelSpacing::audible) // those belong to the model
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
