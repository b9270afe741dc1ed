#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/pimpl.h>

namespace stochastick
{
/** What every block of the network is told: how noisy the sound is and what it should become.

    Noise level: random Fourier features of ln(ρ)/4 (Karras 2022's c_noise; Tancik et al. 2020) → MLP. Class: a weighted
    sum of learnt rows, the last of them standing for "no class" (classifier-free guidance, arXiv 2207.12598). */
class ConditioningImpl : public torch::nn::Module
{
public:
    ConditioningImpl (int classes, int width);

    /** @param ratio         (batch), noise-to-signal ratio
        @param classWeights  (batch, classes + 1), rows sum to 1
        @return (batch, width) */
    torch::Tensor forward (const torch::Tensor& ratio, const torch::Tensor& classWeights);

private:
    torch::Tensor frequencies; // (features), never trained
    torch::Tensor classRows;   // (classes + 1, width)
    torch::nn::Linear first { nullptr }, second { nullptr };
};

TORCH_MODULE (Conditioning);
} // namespace stochastick
