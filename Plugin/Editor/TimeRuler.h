#pragma once

#include "Editor/Theme.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
/** Where the seconds of a sound lie on the screen. */
struct TimeScale
{
    float left = 0.0f, width = 0.0f; ///< pixels
    double seconds = 0.0;            ///< that the width shows; 0: nothing

    float xOf (double at) const { return seconds > 0.0 ? left + width * static_cast<float> (at / seconds) : left; }
    double secondsAt (float x) const { return width > 0.0f ? seconds * static_cast<double> ((x - left) / width) : 0.0; }
    double secondsIn (float pixels) const { return width > 0.0f ? seconds * static_cast<double> (pixels / width) : 0.0; }
};

/** "350" and its lines, in milliseconds. */
void paintTimeRuler (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> bounds, const TimeScale& scale);
void paintTimeLines (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> bounds, const TimeScale& scale);
} // namespace stochastick
