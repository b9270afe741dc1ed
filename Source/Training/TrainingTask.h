#pragma once

#include "Training/BatchSource.h"

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <torch/nn/module.h>

namespace stochastick
{
/** What is trained, and on which loss. The trainer owns the loop, the optimiser, the moving average and the checkpoints.
    On the training thread. */
class TrainingTask
{
public:
    virtual ~TrainingTask() = default;

    /** Its parameters on the device where it is trained. */
    virtual torch::nn::Module& network() = 0;
    virtual torch::Device device() const = 0;

    /** Another network with the same weights on the same loss, which a thread of its own may use beside this one; none where
        that would gain nothing. */
    virtual std::unique_ptr<TrainingTask> replica() const { return nullptr; }

    /** (batch): the loss of each sound, to be averaged. The batch is on device(). */
    virtual torch::Tensor losses (const Batch& batch) = 0;

    /** Of sounds that are not trained on, always with the same noise at the same levels. */
    virtual double heldOutLoss (const std::vector<Example>& sounds) = 0;

    /** What a checkpoint must agree with to go on from it. */
    virtual nlohmann::json architecture() const = 0;

    /** The network as the rest of the program loads it. @param summary  of the run, for people */
    virtual void save (const std::filesystem::path& folder, const nlohmann::json& summary) = 0;
};

/** Held-out sounds as a network sees them: emphasised, each with noise of its own, at one of seven levels from 0.002 to 2 in
    turn. The same for the same sounds, so that losses can be compared.
    @param columns  of the condition, which tells the class alone */
std::vector<Batch> heldOutBatches (const std::vector<Example>& sounds, double emphasis, int columns, torch::Device device);
} // namespace stochastick
