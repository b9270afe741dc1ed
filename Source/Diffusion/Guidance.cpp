#include "Diffusion/Guidance.h"

#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
namespace
{
/** The level below `ratio`, or 0 from the last one on. */
double levelBelow (const std::vector<double>& levels, double ratio)
{
    const auto below = std::find_if (levels.begin(), levels.end(), [ratio] (double level) { return level < ratio; });
    return below == levels.end() ? 0.0 : *below;
}

/** What stands in for w: each form's shift of a move, told as a shift of the estimate. */
double weightAt (const ClassifierGuidance& guidance, const SamplingRun& run, double ratio)
{
    if (guidance.form == GuidanceForm::noise)
        return guidance.scale;

    const auto to = levelBelow (run.levels, ratio);

    if (to == 0.0)
        return 0.0;

    const auto& process = run.process;
    const auto t = process.timeOf (ratio);

    if (guidance.form == GuidanceForm::published)
        return guidance.scale / process.sigma (t);

    // an ancestral move passes (1 − to²/ρ²) of the estimate on; its variance is to²·(1 − to²/ρ²) at unit scale
    return guidance.scale * process.mean (process.timeOf (to)) / process.mean (t) * (to * to) / (ratio * ratio);
}
} // namespace

Denoiser guided (Denoiser denoise, ClassGradient gradient, const ClassifierGuidance& guidance, const SamplingRun& run)
{
    if (guidance.form == GuidanceForm::mean && run.sampler != SamplerKind::ancestral)
        throw UsageError ("The guidance form \"mean\" shifts the mean of an ancestral move; choose --sampler ancestral, or "
                          "the form \"noise\".");

    return [=, &run] (const Tensor& x, double ratio) {
        const auto weight = weightAt (guidance, run, ratio);
        const auto estimate = denoise (x, ratio);
        return weight == 0.0 ? estimate : estimate + gradient (x, ratio) * (weight * ratio * ratio);
    };
}
} // namespace stochastick
