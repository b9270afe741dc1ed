#include "Editor/SoundOverlay.h"

#include "Editor/Icons.h"

namespace stochastick
{
namespace
{
constexpr float lockedStripHeight = 18.0f;

void paintLockLabel (juce::Graphics& g, const Theme& theme, juce::Rectangle<float> strip, const juce::String& text)
{
    if (strip.getWidth() < 20.0f)
        return;

    auto inside = strip.reduced (5.0f, 3.0f);
    g.setColour (theme.selection);
    drawIcon (g, Icon::lock, inside.removeFromLeft (12.0f), theme.selection);
    g.setFont (theme.caption());
    inside.removeFromLeft (4.0f);

    if (inside.getWidth() > 28.0f)
        g.drawText (text, inside, juce::Justification::centredLeft, false);
}

void paintHandle (juce::Graphics& g, juce::Rectangle<float> box, float x)
{
    g.fillRect (x - 0.75f, box.getY(), 1.5f, box.getHeight());
    g.fillRoundedRectangle (x - 3.0f, box.getCentreY() - 11.0f, 6.0f, 22.0f, 3.0f);
}

void paintRegion (juce::Graphics& g, const Theme& theme, juce::Rectangle<float> box, const Region& region, bool selected)
{
    g.setColour (theme.action.withAlpha (selected ? 0.20f : 0.12f));
    g.fillRect (box);
    g.setColour (theme.action.withAlpha (selected ? 1.0f : 0.6f));
    g.fillRect (box.withHeight (2.0f));
    paintHandle (g, box, box.getX());
    paintHandle (g, box, box.getRight());

    const auto text = juce::String (juce::roundToInt (region.from * 1000.0)) + juce::String (juce::CharPointer_UTF8 ("–"))
                      + juce::String (juce::roundToInt (region.to * 1000.0)) + " ms";

    if (selected && box.getWidth() > 74.0f)
    {
        g.setFont (theme.caption());
        g.drawText (text, box.reduced (8.0f, 6.0f).removeFromTop (14.0f), juce::Justification::centredLeft, false);
    }
}
} // namespace

void paintLockedParts (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, const TimeScale& scale,
                       const LockedParts& parts, float lowsTop)
{
    for (const auto& stretch : parts.stretches)
    {
        const auto left = scale.xOf (stretch.from);
        const auto box = area.toFloat().withLeft (left).withRight (scale.xOf (stretch.to));
        g.setColour (theme.selection.withAlpha (0.08f));
        g.fillRect (box);
        g.setColour (theme.selection.withAlpha (0.5f));
        g.fillRect (box.withHeight (2.0f));
        paintLockLabel (g, theme, box.withHeight (lockedStripHeight), "Kept");
    }

    if (parts.lows)
    {
        const auto box =
            area.toFloat().withTop (std::min (lowsTop, static_cast<float> (area.getBottom()) - lockedStripHeight));
        g.setColour (theme.selection.withAlpha (0.12f));
        g.fillRect (box);
        g.setColour (theme.selection.withAlpha (0.5f));
        g.fillRect (box.withHeight (1.0f));
        paintLockLabel (g, theme, box.withTop (box.getBottom() - lockedStripHeight), "Lows kept");
    }
}

void paintRegions (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, const TimeScale& scale,
                   const RegionSet& regions)
{
    for (std::size_t i = 0; i < regions.regions().size(); ++i)
    {
        const auto& region = regions.regions()[i];
        const auto left = scale.xOf (region.from);
        const auto box = area.toFloat().withLeft (left).withRight (scale.xOf (region.to));
        paintRegion (g, theme, box, region, regions.selected() == static_cast<int> (i));
    }
}
} // namespace stochastick
