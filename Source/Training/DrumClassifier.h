#pragma once

#include "Support/CancelToken.h"
#include "Training/Dataset.h"

#include <torch/nn/modules/container/sequential.h>

namespace stochastick
{
/** A small network that names a drum from its embedding; trained on real sounds only, to judge generated ones. */
class DrumClassifier
{
public:
    /** Trains in a few seconds; the same examples and seed give the same classifier. */
    DrumClassifier (const std::vector<Example>& examples, int classes, int sampleRate, std::uint64_t seed,
                    const CancelToken& cancel);

    /** (sounds, 512) from embedSounds → (sounds), indices of classes */
    torch::Tensor classify (const torch::Tensor& embeddings);

private:
    torch::Tensor standardise (const torch::Tensor& embeddings) const;

    torch::nn::Sequential network;
    torch::Tensor mean, deviation;
};
} // namespace stochastick
