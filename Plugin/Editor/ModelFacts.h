#pragma once

#include "Network/ModelInfo.h"

#include <string>

namespace stochastick
{
/** What the model of a recipe can do, read from its file without the weights and remembered. Message thread. */
class ModelFacts
{
public:
    /** Never throws: of a model that cannot be read, an info with the class "kick" and problem() as a sentence; of one without
        classes, an info with the class "any". */
    const ModelInfo& of (const std::string& model);

    const std::string& problem() const { return sentence; } ///< of the latest one; empty: none

    /** Where sounds of these classes lie, in the descriptor's unit. */
    static DescriptorScale::Range rangeOf (const ModelInfo& info, const DescriptorScale& scale,
                                           const std::map<std::string, double>& classes);

private:
    std::string known {}, sentence {};
    ModelInfo info {};
};
} // namespace stochastick
