#include "ForeignJson.h"

#include <utility>

namespace stochastick
{
using nlohmann::json;

json foreignJson (const std::string& text)
{
    constexpr int deepest = 32;
    auto isTooDeep = false;
    auto result = json::parse (
        text,
        [&] (int depth, json::parse_event_t, const json&) {
            isTooDeep = isTooDeep || depth > deepest;
            return ! isTooDeep;
        },
        false);

    if (isTooDeep)
        result = json::value_t::discarded;

    return result;
}

std::optional<int> wholeNumber (const json& value, int low, int high)
{
    const auto isIn = [&] (auto number) {
        return std::cmp_greater_equal (number, low) && std::cmp_less_equal (number, high);
    };
    const auto fits = value.is_number_unsigned() ? isIn (value.get<std::uint64_t>())
                                                 : value.is_number_integer() && isIn (value.get<std::int64_t>());

    return fits ? std::optional (value.get<int>()) : std::nullopt;
}
} // namespace stochastick
