#include "Editor/Icons.h"

#include "Editor/LookAndFeel.h"

#include <utility>

namespace stochastick
{
namespace
{
/** In a box of 24 by 24. */
struct Drawing
{
    const char* path = "";
    bool filled = false;
};

Drawing drawingOf (Icon icon)
{
    switch (icon)
    {
        case Icon::undo: return { "M8 4 L4 8.5 L8 13 M4 8.5 H14 A5.25 5.25 0 0 1 14 19 H8" };
        case Icon::redo: return { "M16 4 L20 8.5 L16 13 M20 8.5 H10 A5.25 5.25 0 0 0 10 19 H16" };
        case Icon::play: return { "M7 4.5 L19.5 12 L7 19.5 Z", true };
        case Icon::stop: return { "M6 6 H18 V18 H6 Z", true };
        case Icon::close: return { "M6 6 L18 18 M18 6 L6 18" };
        case Icon::dots:
            return { "M3 12 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0 Z M10 12 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0 Z "
                     "M17 12 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0 Z",
                     true };
        case Icon::save: return { "M12 3 V14 M7.5 10 L12 14.5 L16.5 10 M4 15 V20 H20 V15" };
        case Icon::chip:
            return { "M7 7 H17 V17 H7 Z M10 3.5 V7 M14 3.5 V7 M10 17 V20.5 M14 17 V20.5 M3.5 10 H7 M3.5 14 H7 M17 10 H20.5 "
                     "M17 14 H20.5" };
        case Icon::dice:
            return { "M5 4 H19 A1 1 0 0 1 20 5 V19 A1 1 0 0 1 19 20 H5 A1 1 0 0 1 4 19 V5 A1 1 0 0 1 5 4 Z M9 9 V9.1 M15 15 "
                     "V15.1 "
                     "M15 9 V9.1 M9 15 V15.1" };
        case Icon::grid: return { "M4 4 H10 V10 H4 Z M14 4 H20 V10 H14 Z M4 14 H10 V20 H4 Z M14 14 H20 V20 H14 Z" };
        case Icon::star:
            return { "M12 3 L14.7 8.9 L21 9.6 L16.3 13.9 L17.6 20.3 L12 17 L6.4 20.3 L7.7 13.9 L3 9.6 L9.3 8.9 Z", true };
        case Icon::lock: return { "M7.5 11 V8 A4.5 4.5 0 0 1 16.5 8 V11 M5 11 H19 V20 H5 Z" };
        case Icon::unlock: return { "M7.5 11 V8 A4.5 4.5 0 0 1 16 6.2 M5 11 H19 V20 H5 Z" };
        case Icon::down: return { "M5 9 L12 16 L19 9" };
        case Icon::none: break;
    }

    return {};
}
} // namespace

void drawIcon (juce::Graphics& g, Icon icon, juce::Rectangle<float> area, juce::Colour colour)
{
    const auto drawing = drawingOf (icon);
    const auto size = std::min (area.getWidth(), area.getHeight());
    const auto box = area.withSizeKeepingCentre (size, size);
    const auto place = juce::AffineTransform::scale (size / 24.0f).translated (box.getX(), box.getY());
    const auto path = juce::Drawable::parseSVGPath (drawing.path);
    g.setColour (colour);

    if (drawing.filled)
        g.fillPath (path, place);
    else
        g.strokePath (path, { 2.0f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded }, place);
}

IconButton::IconButton (Icon shown, const juce::String& title, const juce::String& help)
    : juce::Button (title),
      icon (shown)
{
    setTitle (title);
    setHelpText (help);
    setTooltip (help.isEmpty() ? title : title + ". " + help);
}

void IconButton::setIcon (Icon newIcon)
{
    if (std::exchange (icon, newIcon) != newIcon)
        repaint();
}

void IconButton::paintButton (juce::Graphics& g, bool over, bool down)
{
    getLookAndFeel().drawButtonBackground (g, *this, {}, over, down);
    const auto size = std::min (18.0f, static_cast<float> (std::min (getWidth(), getHeight())) * 0.6f);
    const auto* look = dynamic_cast<LookAndFeel*> (&getLookAndFeel());
    const auto colour = look == nullptr ? juce::Colours::white : look->textColour (*this, over, down);
    drawIcon (g, icon, getLocalBounds().toFloat().withSizeKeepingCentre (size, size), colour);
}
} // namespace stochastick
