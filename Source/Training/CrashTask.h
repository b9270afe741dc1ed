#pragma once

#include "Network/Model.h"
#include "Training/TrainingTask.h"

namespace stochastick
{
/** Trains CRASH's network on its own loss, |ε(mean·x + sigma·n, sigma) − n|², averaged (Rouard & Hadjeres 2021, arXiv
    2106.07431). Classes are not told. Writes weights.safetensors. */
class CrashTask : public TrainingTask
{
public:
    explicit CrashTask (Model model);

    torch::nn::Module& network() override { return model.module(); }
    torch::Device device() const override { return model.device(); }
    torch::Tensor losses (const Batch& batch) override;
    double heldOutLoss (const std::vector<Example>& sounds) override;
    nlohmann::json architecture() const override;
    void save (const std::filesystem::path& folder, const nlohmann::json& summary) override;

private:
    Model model;
    std::shared_ptr<const Process> process;
};
} // namespace stochastick
