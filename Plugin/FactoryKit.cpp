#include "FactoryKit.h"

#include <FactoryKitData.h>

namespace stochastick
{
const std::array<FactoryKit, 3>& factoryKits()
{
    using namespace FactoryKitData;
    static const std::array<FactoryKit, 3> kits { {
        { "Default", { Default_stochastick, Default_stochastickSize } },
        { "Tight", { Tight_stochastick, Tight_stochastickSize } },
        { "Deep", { Deep_stochastick, Deep_stochastickSize } },
    } };

    return kits;
}
} // namespace stochastick
