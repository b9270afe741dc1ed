#pragma once

#include "Network/PickleValue.h"

#include <string_view>

namespace stochastick
{
/** Reads the part "data.pkl" of a PyTorch checkpoint, pickle protocols 2 to 4, without running anything: only the
    instructions and names that weights need are known, every other one is refused. The state that an object is given
    after it was made (BUILD) is discarded.
    Memory stays within a small multiple of the bytes, and no nesting makes it recurse.
    Throws Error, which begins "The file ". Source of the format: CPython's Lib/pickletools.py. */
Pickle unpickle (std::string_view bytes);
} // namespace stochastick
