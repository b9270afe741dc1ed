#include "Support/Base64.h"

#include "Support/Error.h"

#include <catch2/catch.hpp>

using namespace stochastick;

namespace
{
/** RFC 4648, section 10. */
const std::vector<std::pair<std::string, std::string>> publishedVectors {
    { "", "" },
    { "f", "Zg==" },
    { "fo", "Zm8=" },
    { "foo", "Zm9v" },
    { "foob", "Zm9vYg==" },
    { "fooba", "Zm9vYmE=" },
    { "foobar", "Zm9vYmFy" },
};

/** Each byte value once, from `first` on. */
std::string allBytes (int first)
{
    std::string bytes;

    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char> ((first + i) & 255);

    return bytes;
}
} // namespace

TEST_CASE ("Base64 agrees with the test vectors of RFC 4648, both ways")
{
    for (const auto& [bytes, text] : publishedVectors)
    {
        CHECK (toBase64 (bytes) == text);
        CHECK (fromBase64 (text) == bytes);
    }

    CHECK (toBase64 ("\xfb\xff\xfe") == "+//+"); // the last two digits of the alphabet
}

TEST_CASE ("every byte value comes back from Base64, at every place of a group and with every padding")
{
    for (int first = 0; first < 256; ++first)
    {
        const auto bytes = allBytes (first).substr (0, 256 - static_cast<std::size_t> (first) % 4);
        REQUIRE (fromBase64 (toBase64 (bytes)) == bytes);
    }
}

TEST_CASE ("a text that is not what Base64 writes is refused")
{
    for (const std::string bad :
         { "Zg",     "Zg=",   "Zg===",    "Zm9v=", "Zm9v====", "=",    "==",       "====",    "Z===", "Zm9vY", // padding
           "Zm9v\n", " Zm9v", "Zm 9v===", "Zm-_",  "Zm9!",     "Zm=v", "Zg==Zg==", "Zm9\xc3",                  // strays
           "Zh==",   "Zm9=",  "Z/==",     "Zm+=" }) // bits that belong to no byte
    {
        CAPTURE (bad);
        CHECK_THROWS_AS (fromBase64 (bad), Error);
    }

    CHECK_THROWS_AS (fromBase64 (std::string_view ("Zm9\0", 4)), Error);
}
