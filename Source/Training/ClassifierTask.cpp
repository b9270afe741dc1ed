#include "Training/ClassifierTask.h"

#include <map>
#include <torch/nn/functional/loss.h>

namespace stochastick
{
using torch::Tensor;

ClassifierTask::ClassifierTask (NoiseClassifier start)
    : classifier (std::move (start))
{
    classifier.network()->train();
}

Tensor ClassifierTask::losses (const Batch& batch)
{
    const auto noisy = batch.signals + batch.ratios.view ({ -1, 1, 1 }) * batch.noise;
    const auto logProbabilities = classifier.network() (noisy, batch.ratios);
    const auto classes = batch.conditions.narrow (1, 0, logProbabilities.size (1));
    return -(logProbabilities * classes).sum (1);
}

double ClassifierTask::heldOutLoss (const std::vector<Example>& sounds)
{
    const auto classes = static_cast<int> (classifier.info().classes.size());
    std::map<double, std::pair<int, int>> rightOfAll; // by level
    double sum = 0;

    for (const auto& batch : heldOutBatches (sounds, classifier.info().emphasis, classes + 1, device()))
    {
        const auto noisy = batch.signals + batch.ratios.view ({ -1, 1, 1 }) * batch.noise;
        const auto logProbabilities = classifier.network() (noisy, batch.ratios);
        const auto truth = batch.conditions.argmax (1).item<std::int64_t>();
        auto& [right, all] = rightOfAll[batch.ratios.item<double>()];

        sum -= logProbabilities[0][truth].item<double>();
        right += logProbabilities.argmax (1).item<std::int64_t>() == truth ? 1 : 0;
        ++all;
    }

    rightOfHeldOut = nlohmann::json::array();

    for (const auto& [ratio, counts] : rightOfAll)
        rightOfHeldOut.push_back ({ { "ratio", ratio }, { "right", counts.first }, { "all", counts.second } });

    return sum / static_cast<double> (sounds.size());
}

nlohmann::json ClassifierTask::architecture() const
{
    return { { "classifier", classifier.info().classes }, { "sigma_data", classifier.info().sigmaData } };
}

void ClassifierTask::save (const std::filesystem::path& folder, const nlohmann::json& summary)
{
    auto all = summary;
    all["held_out_right"] = rightOfHeldOut;
    classifier.saveTo (folder, all.dump());
}
} // namespace stochastick
