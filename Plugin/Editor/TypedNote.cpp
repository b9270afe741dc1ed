#include "Editor/TypedNote.h"

#include "ParameterText.h"

namespace stochastick
{
namespace
{
constexpr int keys = 128;

std::optional<int> numbered (const juce::String& digits)
{
    if (digits.isEmpty() || digits.length() > 3 || ! digits.containsOnly ("0123456789") || digits.getIntValue() >= keys)
        return std::nullopt;

    return digits.getIntValue();
}

std::optional<int> named (const juce::String& name)
{
    for (int key = 0; key < keys; ++key)
        if (name.equalsIgnoreCase (noteName (key)))
            return key;

    return std::nullopt;
}
} // namespace

std::optional<int> typedNote (const juce::String& text)
{
    const auto typed = text.removeCharacters (" ");
    const auto open = typed.lastIndexOfChar ('(');

    if (open >= 0 && typed.endsWithChar (')'))
        return numbered (typed.substring (open + 1).dropLastCharacters (1));

    const auto number = numbered (typed);
    return number.has_value() ? number : named (typed);
}
} // namespace stochastick
