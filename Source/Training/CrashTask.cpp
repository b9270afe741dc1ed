#include "Training/CrashTask.h"

#include "Training/DrumSynthesis.h"

namespace stochastick
{
using torch::Tensor;

CrashTask::CrashTask (Model start)
    : model (std::move (start)),
      process (makeProcess (model.info().trainedWith))
{
    model.module().train();
}

Tensor CrashTask::losses (const Batch& batch)
{
    auto means = torch::empty ({ batch.ratios.size (0), 1, 1 }), sigmas = torch::empty ({ batch.ratios.size (0) });
    const auto ratios = batch.ratios.cpu();

    for (std::int64_t i = 0; i < ratios.size (0); ++i)
    {
        const auto t = process->timeOf (ratios[i].item<double>());
        means[i] = process->mean (t);
        sigmas[i] = process->sigma (t);
    }

    sigmas = sigmas.to (device());
    const auto state = means.to (device()) * batch.signals + sigmas.view ({ -1, 1, 1 }) * batch.noise;
    const auto predicted = model.crashNetwork() (state, sigmas);
    return (predicted - batch.noise).square().mean ({ 1, 2 });
}

double CrashTask::heldOutLoss (const std::vector<Example>& sounds)
{
    double sum = 0;

    for (const auto& batch :
         heldOutBatches (sounds, model.info().emphasis, static_cast<int> (drumClasses().size()), device()))
        sum += losses (batch).item<double>();

    return sum / static_cast<double> (sounds.size());
}

nlohmann::json CrashTask::architecture() const
{
    const auto& spec = model.info().trainedWith;
    return { { "crash", keyOf (spec.kind) }, { "gamma", spec.gamma }, { "eta", spec.eta } };
}

void CrashTask::save (const std::filesystem::path& folder, const nlohmann::json& summary)
{
    auto info = model.info();
    info.training = summary;
    model.saveAs (folder / "weights.safetensors", info);
}
} // namespace stochastick
