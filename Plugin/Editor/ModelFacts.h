#pragma once

#include "Network/ModelInfo.h"

#include <filesystem>
#include <string>

namespace stochastick
{
/** What the model of a recipe can do, read from its file without the weights and remembered until another file takes its
    place. Message thread. */
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
    std::filesystem::path known {}; ///< the file that was read; empty: none
    std::filesystem::file_time_type written {};
    std::string sentence {};
    ModelInfo info {};
};
} // namespace stochastick
