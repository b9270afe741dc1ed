#pragma once

#include "Engine/Recipe.h"
#include "Network/ModelInfo.h"

namespace stochastick
{
/** Makes the recipe one of another model: what that does not know (classes, descriptors) goes, and one that was distilled brings
    its own way to be run. Any thread.
    @param name    of the model
    @param chosen  what it can do; with at least one class
    @param former  what the recipe's model could do */
void chooseModel (Recipe& recipe, const std::string& name, const ModelInfo& chosen, const ModelInfo& former);
} // namespace stochastick
