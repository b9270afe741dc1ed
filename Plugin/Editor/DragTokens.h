#pragma once

#include <juce_core/juce_core.h>

#include <optional>

namespace stochastick
{
/** What is dragged inside the editor: the description that startDragging() is given. */
enum class Dragged
{
    pad,
    candidate
};

inline juce::var dragToken (Dragged what, int index)
{
    constexpr const char* names[] { "pad:", "candidate:" };
    return names[static_cast<int> (what)] + juce::String (index);
}

/** Its index; nothing when something else is dragged. */
inline std::optional<int> draggedIndex (Dragged what, const juce::var& token)
{
    const auto prefix = dragToken (what, 0).toString().dropLastCharacters (1);
    const auto text = token.toString();
    return text.startsWith (prefix) ? std::optional (text.substring (prefix.length()).getIntValue()) : std::nullopt;
}
} // namespace stochastick
