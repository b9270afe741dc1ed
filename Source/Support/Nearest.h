#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** The sentence for an unknown key: what was asked, the nearest known key, all known keys.
    E.g. `Unknown sampler "dpmp-2m": did you mean "dpmpp-2m"? Known: ddim, euler.` */
std::string unknownKeySentence (std::string_view what, std::string_view key, const std::vector<std::string>& known);
} // namespace stochastick
