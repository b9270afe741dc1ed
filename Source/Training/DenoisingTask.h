#pragma once

#include "Network/Model.h"
#include "Training/TrainingTask.h"

namespace stochastick
{
/** Trains a model on the loss of Karras 2022 (arXiv 2206.00364, eq. 8): |D(x + ρ·n, ρ) − x|² / c_out², averaged.
    Writes weights.safetensors. */
class DenoisingTask : public TrainingTask
{
public:
    explicit DenoisingTask (Model model);

    torch::nn::Module& network() override { return *model.network(); }
    torch::Device device() const override { return model.device(); }
    std::unique_ptr<TrainingTask> replica() const override;
    torch::Tensor losses (const Batch& batch) override;
    double heldOutLoss (const std::vector<Example>& sounds) override;
    nlohmann::json architecture() const override { return model.info().network; }
    void save (const std::filesystem::path& folder, const nlohmann::json& summary) override;

protected:
    /** The loss of the network's estimates of `target` from x. */
    torch::Tensor lossesAgainst (const torch::Tensor& target, const torch::Tensor& x, const torch::Tensor& ratios,
                                 const torch::Tensor& conditions);

private:
    Model model;
};
} // namespace stochastick
