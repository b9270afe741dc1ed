#pragma once

#include "Training/FlatParameters.h"
#include "Training/TrainingTask.h"

#include <memory>
#include <vector>

namespace stochastick
{
/** Losses and their gradient, a share of the batch on each processor.

    LibTorch divides each operation among the threads, which wait for one another after every one of them: two processors then
    train little faster than one and a half. Here each has a network of its own over the same weights, and they meet once a step.
    For tasks that have replicas (TrainingTask::replica); others go on as one. The training thread's. */
class ParallelGradient
{
public:
    /** @param task        outlives this
        @param parameters  of its network; outlives this
        @param threads     of which each but the first gets a replica */
    ParallelGradient (TrainingTask& task, FlatParameters& parameters, int threads);
    ~ParallelGradient();

    /** Makes parameters.gradients that of the mean of weights · losses.
        @param batch     on the task's device
        @param weights   (batch)
        @param products  see ScopedProductPrecision
        @return (batch), the losses as they are */
    torch::Tensor losses (const Batch& batch, const torch::Tensor& weights, torch::ScalarType products);

private:
    class Helper;

    TrainingTask& task;
    FlatParameters& parameters;
    std::vector<std::unique_ptr<Helper>> helpers;
};
} // namespace stochastick
