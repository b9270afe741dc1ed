#pragma once

#include "Network/NoiseClassifier.h"
#include "Training/TrainingTask.h"

namespace stochastick
{
/** Trains a noise-conditioned classifier on the cross-entropy of noised sounds. Writes classifier.safetensors. */
class ClassifierTask : public TrainingTask
{
public:
    explicit ClassifierTask (NoiseClassifier classifier);

    torch::nn::Module& network() override { return *classifier.network(); }
    torch::Device device() const override { return classifier.device(); }
    torch::Tensor losses (const Batch& batch) override;
    double heldOutLoss (const std::vector<Example>& sounds) override;
    nlohmann::json architecture() const override;
    void save (const std::filesystem::path& folder, const nlohmann::json& summary) override;

private:
    NoiseClassifier classifier;
    nlohmann::json rightOfHeldOut = nlohmann::json::array(); ///< share that is named right at each of the held-out levels
};
} // namespace stochastick
