#pragma once

#include "Editor/LockedParts.h"
#include "Editor/RegionSet.h"
#include "Editor/Theme.h"
#include "Editor/TimeRuler.h"

namespace stochastick
{
// What lies over a plot of a sound. @param area  of the plot; @param scale  in its coordinates; @param lowsTop  the y below
// which the plot shows the lows that are kept, where it shows frequencies

void paintLockedParts (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, const TimeScale& scale,
                       const LockedParts& parts, float lowsTop);

void paintRegions (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, const TimeScale& scale,
                   const RegionSet& regions);
} // namespace stochastick
