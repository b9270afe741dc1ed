#include "Support/Nearest.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace stochastick
{
namespace
{
char lower (char c)
{
    return static_cast<char> (std::tolower (static_cast<unsigned char> (c)));
}

/** Levenshtein distance, whatever the case. */
std::size_t editDistance (std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row (b.size() + 1);
    std::iota (row.begin(), row.end(), std::size_t {});

    for (std::size_t i = 0; i < a.size(); ++i)
    {
        auto diagonal = row[0];
        row[0] = i + 1;

        for (std::size_t j = 0; j < b.size(); ++j)
        {
            const auto substituted = diagonal + (lower (a[i]) == lower (b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min ({ row[j + 1] + 1, row[j] + 1, substituted });
        }
    }

    return row.back();
}
} // namespace

std::string unknownKeySentence (std::string_view what, std::string_view key, const std::vector<std::string>& known)
{
    const auto nearest = std::min_element (known.begin(), known.end(), [key] (const auto& a, const auto& b) {
        return editDistance (key, a) < editDistance (key, b);
    });

    std::string sentence = "Unknown " + std::string (what) + " \"" + std::string (key) + "\"";

    if (nearest != known.end() && editDistance (key, *nearest) <= std::max<std::size_t> (2, key.size() / 2))
        sentence += ": did you mean \"" + *nearest + "\"?";
    else
        sentence += '.';

    sentence += " Known:";

    for (const auto& one : known)
        sentence += (&one == &known.front() ? " " : ", ") + one;

    return sentence + '.';
}
} // namespace stochastick
