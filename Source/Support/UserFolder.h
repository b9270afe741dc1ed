#pragma once

#include <filesystem>

namespace stochastick
{
/** Where a person's own things of this program lie: $XDG_DATA_HOME/Stochastick, or ~/.local/share/Stochastick. Empty where
    there is no home. Any thread. */
std::filesystem::path userFolder();
} // namespace stochastick
