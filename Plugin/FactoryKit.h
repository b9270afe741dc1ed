#pragma once

#include "PluginState.h"

namespace stochastick
{
/** The sixteen sounds of a new instrument: Resources/Kits/Default.stochastick, which the program carries inside.
    `make factory-kit` makes it anew. */
PluginState factoryKit();
} // namespace stochastick
