#include "Training/DenoisingTask.h"

#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

DenoisingTask::DenoisingTask (Model start)
    : model (std::move (start))
{
    model.network()->train();
}

std::unique_ptr<TrainingTask> DenoisingTask::replica() const
{
    if (! model.device().is_cpu())
        return nullptr;

    auto copy = std::make_unique<DenoisingTask> (model.widenedTo (model.info()));
    auto parameters = copy->network().parameters();
    const auto originals = model.module().parameters();

    for (std::size_t i = 0; i < originals.size(); ++i)
        parameters[i].set_requires_grad (originals[i].requires_grad());

    return copy;
}

Tensor DenoisingTask::losses (const Batch& batch)
{
    const auto noisy = batch.signals + batch.ratios.view ({ -1, 1, 1 }) * batch.noise;
    return lossesAgainst (batch.signals, noisy, batch.ratios, batch.conditions);
}

/** Squared error relative to what the network can know (c_out²). */
Tensor DenoisingTask::lossesAgainst (const Tensor& target, const Tensor& x, const Tensor& ratios, const Tensor& conditions)
{
    const auto sigma = model.info().network.sigmaData;
    const auto estimate = model.network() (x, ratios, conditions);
    const auto outScaleSquared = ratios.square() * (sigma * sigma) / (ratios.square() + sigma * sigma);
    return (estimate.to (torch::kFloat32) - target).square().mean ({ 1, 2 }) / outScaleSquared;
}

double DenoisingTask::heldOutLoss (const std::vector<Example>& sounds)
{
    const auto& info = model.info();
    double sum = 0;

    for (const auto& batch : heldOutBatches (sounds, info.emphasis, info.network.conditionColumns(), model.device()))
        sum += losses (batch).item<double>();

    return sum / static_cast<double> (sounds.size());
}

void DenoisingTask::save (const std::filesystem::path& folder, const nlohmann::json& summary)
{
    auto info = model.info();
    info.training = summary;
    model.saveAs (folder / "weights.safetensors", info);
}
} // namespace stochastick
