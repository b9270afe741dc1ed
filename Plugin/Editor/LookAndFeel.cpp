#include "Editor/LookAndFeel.h"

#include "Editor/Icons.h"

namespace stochastick
{
namespace
{
const juce::Identifier styleKey { "style" }, originKey { "origin" }, menuKey { "menu" };

struct ButtonColours
{
    juce::Colour back, edge, text;
};

ButtonColours coloursOf (const Theme& theme, const juce::Button& button, bool over, bool down)
{
    const bool on = button.getToggleState();

    if (! button.isEnabled())
        return { theme.raised.withAlpha (0.4f), theme.outline.withAlpha (0.5f), theme.disabledText };

    switch (styleOf (button))
    {
        case ButtonStyle::primary:
            return { down ? theme.action.darker (0.15f) : over ? theme.brightAction : theme.action, {}, theme.onAction };
        case ButtonStyle::danger:
            return { over || down ? theme.error.withAlpha (0.25f) : theme.raised, theme.outline, theme.error };
        case ButtonStyle::quiet:
        case ButtonStyle::plain: break;
    }

    if (on)
        return { theme.selection.withAlpha (down || over ? 0.32f : 0.22f), theme.selection.withAlpha (0.7f), theme.text };

    if (styleOf (button) == ButtonStyle::quiet)
        return { down || over ? theme.hovered : juce::Colour(), {}, over ? theme.text : theme.quietText };

    return { down ? theme.outline : over ? theme.hovered : theme.raised, theme.outline, theme.text };
}

void drawArc (juce::Graphics& g, juce::Rectangle<float> area, float from, float to, juce::Colour colour, float width)
{
    juce::Path arc;
    arc.addCentredArc (area.getCentreX(), area.getCentreY(), area.getWidth() * 0.5f, area.getHeight() * 0.5f, 0.0f, from, to,
                       true);
    g.setColour (colour);
    g.strokePath (arc, juce::PathStrokeType (width, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
}

/** 0…1, from where a slider is filled. */
float originOf (juce::Slider& slider)
{
    const auto* set = slider.getProperties().getVarPointer (originKey);
    return set == nullptr ? 0.0f : static_cast<float> (slider.valueToProportionOfLength (static_cast<double> (*set)));
}
} // namespace

void setStyle (juce::Button& button, ButtonStyle style)
{
    button.getProperties().set (styleKey, static_cast<int> (style));
}

ButtonStyle styleOf (const juce::Button& button)
{
    return static_cast<ButtonStyle> (static_cast<int> (button.getProperties().getWithDefault (styleKey, 0)));
}

void setOpensMenu (juce::Button& button)
{
    button.getProperties().set (menuKey, true);
}

void setOrigin (juce::Slider& slider, double value)
{
    slider.getProperties().set (originKey, value);
}

LookAndFeel::LookAndFeel (const Theme& look)
    : theme (look)
{
    setColour (juce::ResizableWindow::backgroundColourId, theme.window);
    setColour (juce::Label::textColourId, theme.text);
    setColour (juce::TextEditor::textColourId, theme.text);
    setColour (juce::TextEditor::highlightColourId, theme.selection.withAlpha (0.35f));
    setColour (juce::TextEditor::highlightedTextColourId, theme.text);
    setColour (juce::TextEditor::backgroundColourId, theme.well);
    setColour (juce::CaretComponent::caretColourId, theme.action);
    setColour (juce::Slider::textBoxTextColourId, theme.text);
    setColour (juce::Slider::textBoxOutlineColourId, {});
    setColour (juce::Slider::textBoxHighlightColourId, theme.selection.withAlpha (0.35f));
    setColour (juce::ComboBox::textColourId, theme.text);
    setColour (juce::ListBox::backgroundColourId, {});
    setColour (juce::PopupMenu::backgroundColourId, theme.popup);
    setColour (juce::PopupMenu::textColourId, theme.text);
    setColour (juce::TooltipWindow::textColourId, theme.text);
    setColour (juce::ScrollBar::thumbColourId, theme.strongOutline);
}

juce::Colour LookAndFeel::textColour (const juce::Button& button, bool over, bool down) const
{
    return coloursOf (theme, button, over, down).text;
}

void LookAndFeel::drawButtonBackground (juce::Graphics& g, juce::Button& button, const juce::Colour&, bool over, bool down)
{
    const auto area = button.getLocalBounds().toFloat();
    const auto shown = coloursOf (theme, button, over, down);
    g.setColour (shown.back);
    g.fillRoundedRectangle (area, theme.radius);

    if (! shown.edge.isTransparent())
    {
        g.setColour (shown.edge);
        g.drawRoundedRectangle (area.reduced (0.5f), theme.radius, 1.0f);
    }

    if (button.hasKeyboardFocus (false))
        theme.drawFocus (g, area);
}

void LookAndFeel::drawButtonText (juce::Graphics& g, juce::TextButton& button, bool over, bool down)
{
    g.setColour (textColour (button, over, down));
    g.setFont (getTextButtonFont (button, button.getHeight()));
    auto area = button.getLocalBounds().reduced (std::min (theme.unit, button.getWidth() / 8), 0);

    if (button.getProperties().contains (menuKey))
    {
        drawIcon (g, Icon::down, area.removeFromRight (18).toFloat().withSizeKeepingCentre (11.0f, 11.0f), theme.quietText);
        area.removeFromLeft (theme.unit);
    }

    g.drawFittedText (button.getButtonText(), area,
                      button.getProperties().contains (menuKey) ? juce::Justification::centredLeft
                                                                : juce::Justification::centred,
                      1, 0.85f);
}

juce::Font LookAndFeel::getTextButtonFont (juce::TextButton& button, int height)
{
    const auto pixels = height < theme.smallControlHeight ? 11.0f : 12.5f;
    return styleOf (button) == ButtonStyle::primary ? theme.fonts.semibold (pixels) : theme.fonts.medium (pixels);
}

int LookAndFeel::getTextButtonWidthToFitText (juce::TextButton& button, int height)
{
    return getTextButtonFont (button, height).getStringWidth (button.getButtonText()) + 2 * theme.padding;
}

void LookAndFeel::drawToggleButton (juce::Graphics& g, juce::ToggleButton& button, bool over, bool down)
{
    constexpr float box = 16.0f;
    auto area = button.getLocalBounds().toFloat();
    drawTickBox (g, button, 2.0f, (area.getHeight() - box) * 0.5f, box, box, button.getToggleState(), button.isEnabled(),
                 over, down);
    g.setColour (button.isEnabled() ? theme.text : theme.disabledText);
    g.setFont (theme.body());
    g.drawText (button.getButtonText(), area.withTrimmedLeft (box + 10.0f), juce::Justification::centredLeft, true);

    if (button.hasKeyboardFocus (false))
        theme.drawFocus (g, area, theme.smallRadius);
}

void LookAndFeel::drawTickBox (juce::Graphics& g, juce::Component&, float x, float y, float w, float h, bool ticked,
                               bool enabled, bool over, bool)
{
    const juce::Rectangle<float> box (x, y, w, h);
    g.setColour (ticked ? theme.selection.withAlpha (enabled ? 1.0f : 0.4f) : over ? theme.hovered : theme.well);
    g.fillRoundedRectangle (box, theme.smallRadius);
    g.setColour (ticked ? theme.selection : theme.strongOutline);
    g.drawRoundedRectangle (box.reduced (0.5f), theme.smallRadius, 1.0f);

    if (! ticked)
        return;

    juce::Path tick;
    tick.startNewSubPath (x + w * 0.25f, y + h * 0.52f);
    tick.lineTo (x + w * 0.43f, y + h * 0.70f);
    tick.lineTo (x + w * 0.76f, y + h * 0.32f);
    g.setColour (theme.onSelection);
    g.strokePath (tick, juce::PathStrokeType (2.0f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
}

void LookAndFeel::drawRotarySlider (juce::Graphics& g, int x, int y, int width, int height, float position, float startAngle,
                                    float endAngle, juce::Slider& slider)
{
    const auto size = static_cast<float> (std::min (width, height)) - 6.0f;
    const auto area = juce::Rectangle<int> (x, y, width, height).toFloat().withSizeKeepingCentre (size, size);
    const auto angleAt = [&] (float place) { return startAngle + place * (endAngle - startAngle); };
    const auto enabled = slider.isEnabled();
    const auto origin = angleAt (originOf (slider)), angle = angleAt (position);

    drawArc (g, area, startAngle, endAngle, theme.outline, 3.0f);
    drawArc (g, area, std::min (origin, angle), std::max (origin, angle), enabled ? theme.selection : theme.disabledText,
             3.0f);

    const auto body = area.reduced (size * 0.14f);
    g.setColour (slider.isMouseOverOrDragging() ? theme.hovered : theme.raised);
    g.fillEllipse (body);

    const auto radius = body.getWidth() * 0.5f;
    const auto centre = body.getCentre();
    g.setColour (enabled ? theme.text : theme.disabledText);
    g.drawLine (
        { centre.getPointOnCircumference (radius * 0.42f, angle), centre.getPointOnCircumference (radius * 0.86f, angle) },
        2.0f);

    if (slider.hasKeyboardFocus (true))
        theme.drawFocus (g, area.expanded (3.0f), (size + 6.0f) * 0.5f);
}

void LookAndFeel::drawLinearSlider (juce::Graphics& g, int x, int y, int width, int height, float position, float, float,
                                    juce::Slider::SliderStyle style, juce::Slider& slider)
{
    if (style != juce::Slider::LinearHorizontal)
    {
        juce::LookAndFeel_V4::drawLinearSlider (g, x, y, width, height, position, 0.0f, 0.0f, style, slider);
        return;
    }

    const auto track =
        juce::Rectangle<int> (x, y, width, height).toFloat().withSizeKeepingCentre (static_cast<float> (width), 4.0f);
    const auto from = track.getX() + originOf (slider) * track.getWidth();
    g.setColour (theme.outline);
    g.fillRoundedRectangle (track, 2.0f);
    g.setColour (slider.isEnabled() ? theme.selection : theme.disabledText);
    g.fillRoundedRectangle (track.withLeft (std::min (from, position)).withRight (std::max (from, position)), 2.0f);
    g.setColour (slider.isMouseOverOrDragging() ? juce::Colours::white : theme.text);
    g.fillEllipse (juce::Rectangle<float> (12.0f, 12.0f).withCentre ({ position, track.getCentreY() }));

    if (slider.hasKeyboardFocus (true))
        theme.drawFocus (g, slider.getLocalBounds().toFloat());
}

int LookAndFeel::getSliderThumbRadius (juce::Slider&)
{
    return 7;
}

juce::Label* LookAndFeel::createSliderTextBox (juce::Slider& slider)
{
    auto* label = juce::LookAndFeel_V4::createSliderTextBox (slider);
    label->setFont (theme.small());
    label->setColour (juce::Label::textColourId, theme.text);
    label->setColour (juce::Label::outlineColourId, {});
    label->setColour (juce::Label::backgroundColourId, {});
    return label;
}
} // namespace stochastick
