#include "Engine/SoundLikelihood.h"

#include "Audio/Emphasis.h"
#include "Diffusion/Likelihood.h"
#include "Diffusion/NoiseLevels.h"
#include "Engine/LoadedModel.h"
#include "Training/Dataset.h"

#include <numbers>

namespace stochastick
{
struct LikelihoodMeter::Loaded : LoadedModel
{
    int threads;
};

LikelihoodMeter::LikelihoodMeter (const GeneratorOptions& options)
    : loaded (std::make_unique<Loaded> (Loaded { loadModel (options), options.threads }))
{
}

LikelihoodMeter::~LikelihoodMeter() = default;

SoundLikelihood LikelihoodMeter::measure (const SoundLikelihoodRequest& request, const CancelToken& cancel,
                                          const std::function<void (double done)>& onProgress) const
{
    const ScopedThreadCount threads (loaded->threads);
    const auto& info = loaded->model.info();

    if (! request.classes.empty())
        info.requireClasses ("A likelihood for a class");

    // Guidance 0 is the model without a class, whatever class is named.
    const auto named = request.classes.empty() && ! info.classes.empty()
                           ? std::map<std::string, double> { { info.classes.front(), 1.0 } }
                           : request.classes;
    const auto denoise = loaded->model.denoiser (loaded->weightsOf (named), request.classes.empty() ? 0.0 : 1.0);

    auto samples = readForModel (request.file, info.sampleRate, info.length);
    emphasise (samples, info.emphasis); // its determinant is 1: densities stay what they are

    const auto& process = processOf (ProcessKind::vpCosine); // only its ends matter, which reach beyond the model's
    const auto levels = noiseLevels ({ LevelSpacing::logUniform, 1.0, {} }, request.steps,
                                     { process, info.largestRatio, info.smallestRatio });
    const auto sound = torch::tensor (samples).reshape ({ 1, 1, -1 }).to (loaded->model.device());
    const auto nats =
        logLikelihood (denoise, sound, Noise ({ 0 }), { levels, request.probes, cancel, onProgress }).item<double>();

    return { nats, -nats / (std::numbers::ln2 * info.length) + 15.0 };
}

std::string LikelihoodMeter::modelName() const
{
    return loaded->name();
}
} // namespace stochastick
