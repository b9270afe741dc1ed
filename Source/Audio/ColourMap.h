#pragma once

#include "Audio/Canvas.h"

namespace stochastick
{
/** From near black through violet and orange to pale yellow; lightness rises evenly, so more is always brighter.
    `level` from 0 to 1, clamped. Any thread. */
Colour heatColour (double level);

/** The colours of all plots. */
struct PlotTheme
{
    Colour background { 18, 19, 26 };
    Colour panel { 6, 6, 12 };
    Colour grid { 44, 46, 60 };
    Colour text { 214, 217, 228 };
    Colour faintText { 136, 141, 160 };
    Colour wave { 255, 158, 100 };
};

inline constexpr PlotTheme plotTheme {};
} // namespace stochastick
