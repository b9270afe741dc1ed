#pragma once

#include "Editor/Theme.h"

namespace stochastick
{
/** A stick that falls on noise, and the name beside it when there is room. */
void drawLogo (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, bool withName);
} // namespace stochastick
