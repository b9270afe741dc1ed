#pragma once

#include <string>
#include <string_view>

namespace stochastick
{
/** Text of a file as a sentence may show it: in quotes, shortened, without what a terminal would obey. */
std::string quotedText (std::string_view text);
} // namespace stochastick
