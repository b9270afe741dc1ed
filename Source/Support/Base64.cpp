#include "Support/Base64.h"

#include "Support/Error.h"

#include <algorithm>
#include <cstdint>

namespace stochastick
{
namespace
{
constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byteAt (std::string_view bytes, std::size_t index)
{
    return index < bytes.size() ? static_cast<unsigned char> (bytes[index]) : 0u;
}
} // namespace

std::string toBase64 (std::string_view bytes)
{
    std::string text;
    text.reserve ((bytes.size() + 2) / 3 * 4);

    for (std::size_t i = 0; i < bytes.size(); i += 3)
    {
        const auto group = byteAt (bytes, i) << 16 | byteAt (bytes, i + 1) << 8 | byteAt (bytes, i + 2);

        for (std::size_t digit = 0; digit < 4; ++digit)
            text += i + digit <= bytes.size() ? digits[group >> (18 - 6 * digit) & 63] : '=';
    }

    return text;
}

std::string fromBase64 (std::string_view text)
{
    const auto padding = text.size() - std::min (text.size(), text.find_last_not_of ('=') + 1);
    std::string bytes;
    std::uint32_t group = 0;

    for (std::size_t i = 0; i + padding < text.size(); ++i)
    {
        const auto digit = digits.find (text[i]);

        if (digit == std::string_view::npos)
            throw Error ("A text is not Base64.");

        group = group << 6 | static_cast<std::uint32_t> (digit);

        if (i % 4 > 0)
            bytes += static_cast<char> (group >> (6 - 2 * (i % 4)) & 255);
    }

    if (text.size() % 4 != 0 || padding > 2 || toBase64 (bytes) != text)
        throw Error ("A text is not Base64.");

    return bytes;
}
} // namespace stochastick
