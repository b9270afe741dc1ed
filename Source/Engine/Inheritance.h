#pragma once

#include "Engine/Recipe.h"

namespace stochastick
{
/** Classes mix as the sounds do; a weight of 0 is left out. @param amount  0…1, from the first to the second */
std::map<std::string, double> classesBetween (const SourceSound& first, const SourceSound& second, double amount);

/** How much of its second parent a child has: 0.2…0.8, from its seed. */
double shareOfChild (std::uint64_t seed);

/** Sets the sampler, levels and steps that bring an encoded sound back nearest (docs/samplers.md). */
void encodeBothWays (Recipe& recipe);
} // namespace stochastick
