#pragma once

#include "Support/Error.h"
#include "Support/Nearest.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace stochastick
{
/** The row with this key, for tables whose rows have a `key`.
    @param what  the noun of the sentence: "sampler"
    Throws UsageError that names the nearest key and all known ones. */
template <typename Row>
const Row& rowWithKey (const std::vector<Row>& table, std::string_view what, std::string_view key)
{
    const auto found = std::find_if (table.begin(), table.end(), [key] (const Row& row) { return row.key == key; });

    if (found != table.end())
        return *found;

    std::vector<std::string> known;

    for (const auto& row : table)
        known.push_back (row.key);

    throw UsageError (unknownKeySentence (what, key, known));
}

/** The row whose `member` is this enumerator; a missing row is a bug of ours (std::logic_error). */
template <typename Row, typename Kind>
const Row& rowOf (const std::vector<Row>& table, Kind Row::*member, Kind kind)
{
    const auto found = std::find_if (table.begin(), table.end(), [=] (const Row& row) { return row.*member == kind; });

    if (found == table.end())
        throw std::logic_error ("a table lacks one of its kinds");

    return *found;
}
} // namespace stochastick
