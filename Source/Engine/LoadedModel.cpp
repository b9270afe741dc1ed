#include "Engine/LoadedModel.h"

#include <torch/utils.h>

namespace stochastick
{
void LoadedModel::checkClasses (const Recipe& recipe) const
{
    const auto isGiven = recipe.classes != std::map<std::string, double> { { ModelInfo::anyClass, 1.0 } };

    if (model.info().classes.empty() && recipe.classifier.scale == 0.0 && isGiven)
        throw UsageError ("The model \"" + name() + "\" makes sounds of any kind; leave --class away, say --class any, or "
                          + "steer it by its classifier with --classifier-guidance 1.");
}

torch::Tensor LoadedModel::weightsOf (const std::map<std::string, double>& classes) const
{
    const auto& info = model.info();
    auto weights = torch::zeros ({ 1, static_cast<std::int64_t> (info.classes.size()) });

    if (info.classes.empty())
        return weights;

    for (const auto& [className, weight] : classes)
        weights[0][info.classIndex (className)] = weight;

    return weights / weights.sum();
}

torch::Tensor LoadedModel::descriptorsOf (const std::map<std::string, double>& values) const
{
    return torch::tensor (model.info().standardised (values)).unsqueeze (0);
}

LoadedModel loadModel (const GeneratorOptions& options)
{
    const auto file = findModel (options.model);
    auto choice = chooseDevice (options.device);
    auto model = Model::load (file, choice.device);
    return { std::filesystem::weakly_canonical (file).parent_path(), std::move (choice), std::move (model) };
}
} // namespace stochastick
