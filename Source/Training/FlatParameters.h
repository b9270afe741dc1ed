#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

namespace stochastick
{
/** All trained parameters of a network as one vector, and their gradients as another, of which the network's own
    tensors are views: the optimiser, the moving average and a checkpoint then each deal with a single tensor. */
class FlatParameters
{
public:
    explicit FlatParameters (torch::nn::Module& network);

    /** Of another network of the same kind, which from now on has these values as its own, and gradients apart. */
    FlatParameters (torch::nn::Module& network, const torch::Tensor& values);

    torch::Tensor values;    ///< (parameters)
    torch::Tensor gradients; ///< (parameters)

private:
    void adopt (torch::nn::Module& network);
};

/** AdamW (Loshchilov & Hutter 2019, arXiv 1711.05101) on one vector. */
struct AdamW
{
    double beta1 = 0.9, beta2 = 0.99;
    double epsilon = 1e-8;
    double weightDecay = 1e-3;

    torch::Tensor firstMoment, secondMoment; ///< (parameters)
    std::int64_t steps = 0;

    /** On the CPU in one pass over the memory. */
    void update (torch::Tensor& values, const torch::Tensor& gradients, double learningRate);
};
} // namespace stochastick
