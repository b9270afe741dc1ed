#pragma once

#include "Diffusion/Guidance.h"
#include "Engine/LoadedModel.h"
#include "Network/CrashGuidance.h"
#include "Network/NoiseClassifier.h"

#include <optional>

namespace stochastick
{
/** The classifier in the folder of a model, ours or CRASH's, read when a recipe first asks for it. Worker thread. */
class ModelClassifier
{
public:
    /** @param modelToGuide  must outlive this and all gradients */
    explicit ModelClassifier (const LoadedModel& modelToGuide)
        : model (modelToGuide)
    {
    }

    /** Throws Error when the folder has no classifier for this model, UsageError for a class that it does not know. */
    ClassGradient gradientFor (const std::map<std::string, double>& classes);

    /** As CRASH's classifier was trained to see a sound; of a crash-unet. */
    StateGradient crashGradientFor (const std::map<std::string, double>& classes);

private:
    const LoadedModel& model;
    std::optional<NoiseClassifier> ours;
    std::optional<CrashClassifierFile> crash;
};
} // namespace stochastick
