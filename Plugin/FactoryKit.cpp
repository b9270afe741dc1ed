#include "FactoryKit.h"

#include <FactoryKitData.h>

namespace stochastick
{
PluginState factoryKit()
{
    return stateFromText ({ FactoryKitData::Default_stochastick, FactoryKitData::Default_stochastickSize });
}
} // namespace stochastick
