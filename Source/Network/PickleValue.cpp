#include "Network/PickleValue.h"

namespace stochastick
{
const PickleValue* PickleDict::find (std::string_view key) const
{
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        if (const auto* text = item->first->as<std::string>(); text != nullptr && *text == key)
            return item->second;

    return nullptr;
}
} // namespace stochastick
