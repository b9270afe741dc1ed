#pragma once

#include <string>
#include <string_view>

namespace stochastick
{
/** Bytes as text (RFC 4648, section 4, with padding). */
std::string toBase64 (std::string_view bytes);

/** Throws Error when the text is not what toBase64() writes. */
std::string fromBase64 (std::string_view text);
} // namespace stochastick
