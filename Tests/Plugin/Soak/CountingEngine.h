#pragma once

#include "Plugin/Soak/Counts.h"
#include "Session/SharedEngine.h"

namespace soak
{
/** An engine with real models, whose runs are counted. A run that fails for another reason than a person's is a complaint. */
std::shared_ptr<stochastick::SharedEngine> countingEngine (Counts& counts);
} // namespace soak
