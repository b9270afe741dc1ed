#pragma once

#include <nlohmann/json.hpp>

#include <optional>

namespace stochastick
{
// JSON that others may have written. Any thread.

/** A discarded value for what is no JSON, and for what is nested more than 32 levels deep: much of the library recurses, and
    the stack would overflow. */
nlohmann::json foreignJson (const std::string& text);

/** Nothing for what is no whole number, and for one out of the range. */
std::optional<int> wholeNumber (const nlohmann::json& value, int low, int high);
} // namespace stochastick
