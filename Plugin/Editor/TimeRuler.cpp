#include "Editor/TimeRuler.h"

#include "Audio/Ticks.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr int tickSpacing = 72; // pixels, at least

std::vector<double> ticksOf (const TimeScale& scale)
{
    return linearTicks (0.0, scale.seconds, std::max (1, static_cast<int> (scale.width) / tickSpacing));
}
} // namespace

void paintTimeRuler (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> bounds, const TimeScale& scale)
{
    g.setFont (theme.small());
    g.setColour (theme.quietText);

    for (const auto seconds : ticksOf (scale))
    {
        const auto x = juce::roundToInt (scale.xOf (seconds));
        const auto last = x > bounds.getRight() - 32;
        const auto area = juce::Rectangle<int> (last ? x - 36 : x + 4, bounds.getY(), 60, bounds.getHeight());
        const auto text = juce::String (juce::roundToInt (seconds * 1000.0));
        g.fillRect (x, bounds.getY(), 1, 4);
        g.drawText (seconds == 0.0 ? text + " ms" : text, last ? area.withWidth (32) : area,
                    last ? juce::Justification::centredRight : juce::Justification::centredLeft, false);
    }
}

void paintTimeLines (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> bounds, const TimeScale& scale)
{
    g.setColour (theme.plotGrid);

    for (const auto seconds : ticksOf (scale))
        g.fillRect (juce::roundToInt (scale.xOf (seconds)), bounds.getY(), 1, bounds.getHeight());
}
} // namespace stochastick
