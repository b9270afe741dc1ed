#pragma once

#include <array>
#include <string_view>

namespace stochastick
{
/** Sixteen sounds that the program carries inside: a file of Resources/Kits, which `make factory-kit` makes anew. */
struct FactoryKit
{
    std::string_view name;
    std::string_view text; ///< of a PluginState
};

/** The first one is that of a new instrument. */
const std::array<FactoryKit, 3>& factoryKits();
} // namespace stochastick
