#pragma once

#include "Support/CancelToken.h"

#include <cstdint>
#include <torch/nn/modules/container/sequential.h>

namespace stochastick
{
/** A small network that names rows of features: standardised, two hidden layers, dropout, classes balanced. */
class RowClassifier
{
public:
    /** Trains in seconds; the same rows and seed give the same classifier.
        @param rows    (points, features)
        @param labels  (points), 0 … classes − 1 */
    RowClassifier (const torch::Tensor& rows, const torch::Tensor& labels, int classes, std::uint64_t seed,
                   const CancelToken& cancel);

    /** (points), indices of classes */
    torch::Tensor classify (const torch::Tensor& rows);

    /** (points, classes), rows sum to 1. */
    torch::Tensor probabilities (const torch::Tensor& rows);

    /** (points, 192): what its last hidden layer makes of them. */
    torch::Tensor embed (const torch::Tensor& rows);

private:
    torch::Tensor standardise (const torch::Tensor& rows) const { return (rows - mean) / deviation; }

    torch::nn::Sequential body;
    torch::nn::Sequential scores;
    torch::Tensor mean, deviation;
};
} // namespace stochastick
