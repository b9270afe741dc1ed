#pragma once

#include "Network/PickleGlobals.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace stochastick
{
static_assert (std::endian::native == std::endian::little, "pickle's integers are little-endian");

/** The numbers and texts of a pickle, one after the other. Throws Error at its end. */
class PickleCursor
{
public:
    explicit PickleCursor (std::string_view bytes)
        : left (bytes)
    {
    }

    std::string_view take (std::uint64_t size)
    {
        if (size > left.size())
            throwBadPickle ("the end is missing");

        const auto taken = left.substr (0, size);
        left.remove_prefix (size);
        return taken;
    }

    template <typename Number>
    Number number()
    {
        Number number;
        std::memcpy (&number, take (sizeof (Number)).data(), sizeof (Number));
        return number;
    }

    std::string line()
    {
        const std::string taken (take (std::min (left.find ('\n'), left.size())));
        take (1);
        return taken;
    }

    double bigEndianDouble()
    {
        std::string bytes (take (sizeof (double)));
        std::reverse (bytes.begin(), bytes.end());
        double number = 0;
        std::memcpy (&number, bytes.data(), sizeof number);
        return number;
    }

    /** Two's complement of a length of its own. */
    std::int64_t longNumber()
    {
        const auto bytes = take (number<std::uint8_t>());
        std::int64_t number = 0;

        if (bytes.size() > sizeof number)
            throwBadPickle ("a number has more than 64 bits");

        if (! bytes.empty() && static_cast<signed char> (bytes.back()) < 0)
            number = -1;

        if (! bytes.empty())
            std::memcpy (&number, bytes.data(), bytes.size());

        return number;
    }

private:
    std::string_view left;
};
} // namespace stochastick
