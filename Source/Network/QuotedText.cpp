#include "Network/QuotedText.h"

namespace stochastick
{
std::string quotedText (std::string_view text)
{
    constexpr std::size_t longest = 80;
    std::string quoted = "\"";

    for (const auto c : text.substr (0, longest))
        quoted += c >= ' ' && c <= '~' ? c : '?';

    return quoted + (text.size() > longest ? "...\"" : "\"");
}
} // namespace stochastick
