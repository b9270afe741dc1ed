#pragma once

#include "Engine/Generator.h"
#include "Network/Device.h"
#include "Network/Model.h"

namespace stochastick
{
/** A model on the device where it will run. Worker thread. */
struct LoadedModel
{
    std::filesystem::path folder;
    DeviceChoice choice;
    Model model;

    std::string name() const { return folder.filename().string(); }

    /** Throws UsageError when the recipe names a class that neither the model nor a classifier heeds. */
    void checkClasses (const Recipe& recipe) const;

    /** (1, classes), summing to 1; throws UsageError for an unknown class. For a model without classes: (1, 0). */
    torch::Tensor weightsOf (const std::map<std::string, double>& classes) const;

    /** (1, descriptors), standardised, NaN where none is named; throws as ModelInfo::standardised(). */
    torch::Tensor descriptorsOf (const std::map<std::string, double>& values) const;
};

/** Throws Error in a sentence. */
LoadedModel loadModel (const GeneratorOptions& options);
} // namespace stochastick
