#pragma once

#include "Network/PickleValue.h"

#include <unordered_map>

namespace stochastick
{
/** The few Python names that a checkpoint may use, and what calling them means here. Nothing else is ever called. */
class PickleGlobals
{
public:
    explicit PickleGlobals (Pickle& target)
        : pickle (target)
    {
    }

    /** Throws Error that names it unless a checkpoint has a use for it. */
    static PickleGlobal named (const std::string& module, const std::string& name);

    /** What the call of a name returns. @param arguments  a tuple */
    PickleValue call (const PickleValue& callable, const PickleValue& arguments);

    /** What a persistent id stands for: ("storage", type, key, location, count). The location is not looked at, so
        that weights from a GPU are read without one. */
    PickleStorage storageOf (const PickleValue& persistentId);

private:
    PickleTensor rebuildTensor (const PickleTuple& arguments);
    PickleTuple shapeOf (const PickleValue& value);

    Pickle& pickle;
    std::unordered_map<std::string, std::size_t> storageRows;
    std::size_t shapeCount = 0;
};

[[noreturn]] void throwBadPickle (const std::string& why);
} // namespace stochastick
