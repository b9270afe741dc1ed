#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

namespace stochastick
{
/** What is known of a drum before anything is heard: how strong its bands are at each moment, for a class and for what
    is asked of it. Added to the logits of the Wiener gains of ScoreUnet, it makes the estimate at high noise that of the
    Wiener filter of a Gaussian drum of that class, which the network then has to better.

    A table over moments that widen with time (where drums change less) and bands, linear in the class weights and in
    their products with the descriptors, and with whether the sound is synthetic; between the moments it is interpolated. Starts as nothing. */
class ExpectedPowerImpl : public torch::nn::Module
{
public:
    /** @param hop  samples from one frame of the level to the next */
    ExpectedPowerImpl (int classes, int descriptors, int hop, int bands, bool marksSynthetic = false);

    /** @param condition  as Conditioning takes it
        @return (batch, frames, bands), ln of the power that is expected, relative to σ_data² */
    torch::Tensor forward (const torch::Tensor& condition, std::int64_t frames);

private:
    torch::Tensor momentsOfFrames (std::int64_t frames, const torch::TensorOptions& options) const;

    int classes, descriptors, hop, bands;
    torch::Tensor table;          // (classes + 1)·(1 + 2·descriptors) × moments·bands
    torch::Tensor syntheticTable; // (classes + 1) × moments·bands, or none
};

TORCH_MODULE (ExpectedPower);
} // namespace stochastick
