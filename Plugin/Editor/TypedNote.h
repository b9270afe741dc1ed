#pragma once

#include <juce_core/juce_core.h>

#include <optional>

namespace stochastick
{
/** The MIDI key that a person typed: "38", "d2" as noteName() writes it, or both, "D2 (38)", of which the number counts.
    Nothing for what is no key. */
std::optional<int> typedNote (const juce::String& text);
} // namespace stochastick
