#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/pimpl.h>

namespace stochastick
{
/** What every block of the network is told: how noisy the sound is and what it should become.

    Noise level: random Fourier features of ln(ρ)/4 (Karras 2022's c_noise; Tancik et al. 2020) → MLP. Class: a weighted
    sum of learnt rows, the last of them standing for "no class" (classifier-free guidance, arXiv 2207.12598).
    Descriptors: standardised values, 0 where unknown, each with a column that is 1 where it is known → MLP that starts
    at 0, so that a network without them can learn them later. One more row, that also starts at 0, for sounds that are
    synthetic: they teach, but what is asked for is not to be one (as augmentations are told in Karras 2022, app. F.2). */
class ConditioningImpl : public torch::nn::Module
{
public:
    ConditioningImpl (int classes, int descriptors, int width, bool marksSynthetic = false);

    /** @param ratio      (batch), noise-to-signal ratio
        @param condition  (batch, classes + 1 + 2·descriptors [+ 1]): class weights, whose rows sum to 1; values of the
                          descriptors; which of them are known; whether it is synthetic
        @return (batch, width) */
    torch::Tensor forward (const torch::Tensor& ratio, const torch::Tensor& condition);

private:
    torch::Tensor frequencies;  // (features), never trained
    torch::Tensor classRows;    // (classes + 1, width)
    torch::Tensor syntheticRow; // (1, width), or none
    torch::nn::Linear first { nullptr }, second { nullptr };
    torch::nn::Linear describe1 { nullptr }, describe2 { nullptr }; // none without descriptors
};

TORCH_MODULE (Conditioning);
} // namespace stochastick
