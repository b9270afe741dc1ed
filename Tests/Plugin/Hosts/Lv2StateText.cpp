#include "Lv2StateText.h"

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string_view>
#include <utility>

namespace lv2host
{
namespace
{
// As JUCE writes bytes: their count, a dot, then digits of six bits, the lowest first.
constexpr std::string_view digits = ".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+";
constexpr std::size_t bitsOfDigit = 6, bitsOfByte = 8;

/** Regroups bits, the lowest first; the last group is filled up with zeros. */
std::string regrouped (const std::string& groups, std::size_t bitsBefore, std::size_t bitsAfter)
{
    std::string result ((groups.size() * bitsBefore + bitsAfter - 1) / bitsAfter, '\0');

    for (std::size_t i = 0; i < groups.size() * bitsBefore; ++i)
    {
        const auto bit = static_cast<unsigned char> (groups[i / bitsBefore]) >> i % bitsBefore & 1;
        auto& group = result[i / bitsAfter];
        group = static_cast<char> (group | bit << i % bitsAfter);
    }

    return result;
}

std::string toBase64 (const std::string& bytes)
{
    auto text = regrouped (bytes, bitsOfByte, bitsOfDigit);

    for (auto& digit : text)
        digit = digits[static_cast<std::size_t> (digit)];

    return std::to_string (bytes.size()) + '.' + text;
}

std::string fromBase64 (const std::string& text)
{
    auto groups = text.substr (text.find ('.') + 1);

    for (auto& digit : groups)
        digit = static_cast<char> (digits.find (digit));

    auto bytes = regrouped (groups, bitsOfDigit, bitsOfByte);
    bytes.resize (std::stoul (text));
    return bytes;
}

/** In the plugin's own text, which holds the pads as another text. */
std::string withPadsSwappedInside (const std::string& text, std::size_t onePad, std::size_t otherPad)
{
    auto state = nlohmann::json::parse (text);
    auto session = nlohmann::json::parse (state.at ("session").get<std::string>());
    auto& pads = session.at ("pads");
    std::swap (pads.at (onePad), pads.at (otherPad));
    state["session"] = session.dump();
    return state.dump();
}
} // namespace

std::string withPadsSwapped (const std::string& turtle, std::size_t onePad, std::size_t otherPad)
{
    const std::string key = ":StateString> \"";
    const auto found = turtle.find (key);

    if (found == std::string::npos)
        throw std::runtime_error ("There is no state of the plugin's in what lilv wrote.");

    const auto start = found + key.size();
    const auto length = turtle.find ('"', start) - start;
    const auto text = withPadsSwappedInside (fromBase64 (turtle.substr (start, length)), onePad, otherPad);
    return std::string (turtle).replace (start, length, toBase64 (text));
}
} // namespace lv2host
