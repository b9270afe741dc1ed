#include "Training/DrumClassifier.h"

#include "Training/Augmentation.h"
#include "Training/SoundEmbedding.h"

#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int features = 512, hidden = 192, copies = 4, epochs = 40, batchSize = 64;

/** Each sound as it is and in a few variations. */
std::pair<Tensor, Tensor> trainingSet (const std::vector<Example>& examples, int sampleRate, std::uint64_t seed,
                                       const CancelToken& cancel)
{
    std::mt19937_64 random (seed);
    std::vector<Tensor> rows;
    std::vector<std::int64_t> labels;

    for (const auto& example : examples)
        for (int copy = 0; copy < copies; ++copy)
        {
            cancel.throwIfCancelled();
            rows.push_back (
                embedSound ({ copy == 0 ? example.samples : augment (example.samples, {}, random), sampleRate }));
            labels.push_back (example.drumClass);
        }

    return { torch::stack (rows), torch::tensor (labels) };
}

/** So that a class with few sounds counts as much as one with many. */
Tensor classBalance (const Tensor& labels, int classes)
{
    const auto counts = torch::bincount (labels, {}, classes).to (torch::kFloat32).clamp_min (1);
    return counts.reciprocal() * (static_cast<double> (labels.size (0)) / classes);
}
} // namespace

DrumClassifier::DrumClassifier (const std::vector<Example>& examples, int classes, int sampleRate, std::uint64_t seed,
                                const CancelToken& cancel)
{
    using namespace torch::nn;
    torch::manual_seed (seed);

    const auto [embeddings, labels] = trainingSet (examples, sampleRate, seed, cancel);
    mean = embeddings.mean (0, true);
    deviation = embeddings.std (0, true, true) + 0.1;
    network = Sequential (Linear (features, hidden), GELU(), Dropout (0.4), Linear (hidden, hidden), GELU(), Dropout (0.4),
                          Linear (hidden, classes));

    const auto inputs = standardise (embeddings);
    const auto balance = classBalance (labels, classes);
    torch::optim::AdamW optimiser (network->parameters(), torch::optim::AdamWOptions (1e-3).weight_decay (0.02));

    for (int epoch = 0; epoch < epochs; ++epoch)
    {
        cancel.throwIfCancelled();

        for (const auto& rows : torch::randperm (inputs.size (0)).split (batchSize))
        {
            const auto scores = network->forward (inputs.index_select (0, rows));
            const auto loss =
                functional::cross_entropy (scores, labels.index_select (0, rows),
                                           functional::CrossEntropyFuncOptions().weight (balance).label_smoothing (0.05));
            optimiser.zero_grad();
            loss.backward();
            optimiser.step();
        }
    }

    network->eval();
}

Tensor DrumClassifier::standardise (const Tensor& embeddings) const
{
    return (embeddings - mean) / deviation;
}

Tensor DrumClassifier::classify (const Tensor& embeddings)
{
    const torch::NoGradGuard noGradient;
    return network->forward (standardise (embeddings)).argmax (1);
}
} // namespace stochastick
