#pragma once

#include "Editor/Theme.h"

#include <utility>

namespace stochastick
{
// How the pages of the MakePanel are laid out: columns of four rows below a head.

inline constexpr int rowsInColumn = 4, columnGap = 20;

inline int rowPitch (int height)
{
    return std::clamp (height / rowsInColumn, 16, 36);
}

/** The wider one, with the chips, and that with the rows. */
inline std::pair<juce::Rectangle<int>, juce::Rectangle<int>> columnsOf (juce::Rectangle<int> page)
{
    auto left = page.removeFromLeft ((page.getWidth() - columnGap) * 54 / 100);
    return { left, page.withTrimmedLeft (columnGap) };
}

inline void paintColumnHead (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> column, const juce::String& text)
{
    g.setFont (theme.title());
    g.setColour (theme.text);
    g.drawText (text, column.removeFromTop (Theme::labelHeight), juce::Justification::centredLeft, true);
}
} // namespace stochastick
