#include "Training/RowClassifier.h"

#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;
using namespace torch::nn;

namespace
{
constexpr int hidden = 192, epochs = 40, batchSize = 64;

/** So that a class with few rows counts as much as one with many; one with none counts nothing, smoothed labels included. */
Tensor classBalance (const Tensor& labels, int classes)
{
    const auto counts = torch::bincount (labels, {}, classes).to (torch::kFloat32);
    const auto there = (counts > 0).to (torch::kFloat32);
    return there * counts.clamp_min (1).reciprocal() * (static_cast<double> (labels.size (0)) / there.sum().item<double>());
}
} // namespace

RowClassifier::RowClassifier (const Tensor& rows, const Tensor& labels, int classes, std::uint64_t seed,
                              const CancelToken& cancel)
{
    torch::manual_seed (seed);
    mean = rows.mean (0, true);
    deviation = rows.std (0, true, true) + 0.1;
    body = Sequential (Linear (rows.size (1), hidden), GELU(), Dropout (0.4), Linear (hidden, hidden), GELU());
    scores = Sequential (Dropout (0.4), Linear (hidden, classes));

    const auto inputs = standardise (rows);
    const auto weights =
        functional::CrossEntropyFuncOptions().weight (classBalance (labels, classes)).label_smoothing (0.05);
    auto parameters = body->parameters();
    const auto more = scores->parameters();
    parameters.insert (parameters.end(), more.begin(), more.end());
    torch::optim::AdamW optimiser (parameters, torch::optim::AdamWOptions (1e-3).weight_decay (0.02));

    for (int epoch = 0; epoch < epochs; ++epoch)
    {
        cancel.throwIfCancelled();

        for (const auto& chosen : torch::randperm (inputs.size (0)).split (batchSize))
        {
            const auto named = scores->forward (body->forward (inputs.index_select (0, chosen)));
            optimiser.zero_grad();
            functional::cross_entropy (named, labels.index_select (0, chosen), weights).backward();
            optimiser.step();
        }
    }

    body->eval();
    scores->eval();
}

Tensor RowClassifier::embed (const Tensor& rows)
{
    const torch::NoGradGuard noGradient;
    return body->forward (standardise (rows));
}

Tensor RowClassifier::probabilities (const Tensor& rows)
{
    const torch::NoGradGuard noGradient;
    return scores->forward (embed (rows)).softmax (1);
}

Tensor RowClassifier::classify (const Tensor& rows)
{
    const torch::NoGradGuard noGradient;
    return scores->forward (embed (rows)).argmax (1);
}
} // namespace stochastick
