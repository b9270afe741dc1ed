#include "Engine/ModelClassifier.h"

#include "Support/Error.h"

namespace stochastick
{
ClassGradient ModelClassifier::gradientFor (const std::map<std::string, double>& classes)
{
    const auto& info = model.model.info();

    if (info.architecture == Architecture::crashUnet)
        return classGradientFrom (crashGradientFor (classes), CrashClassifierFile::trainedWith());

    if (! ours)
        ours = NoiseClassifier::load (model.folder, model.model.device());

    if (ours->info().classes != info.classes || ours->info().emphasis != info.emphasis)
        throw Error ("The classifier of \"" + model.name()
                     + "\" was trained for another model; train it again with: " + "stochastick train-classifier.");

    return [this, weights = model.weightsOf (classes)] (const Tensor& x, double ratio) {
        return ours->gradient (x, ratio, weights);
    };
}

StateGradient ModelClassifier::crashGradientFor (const std::map<std::string, double>& classes)
{
    if (! crash)
        crash = CrashClassifierFile::load (model.folder, model.model.device());

    return crash->gradientFor (classes);
}
} // namespace stochastick
