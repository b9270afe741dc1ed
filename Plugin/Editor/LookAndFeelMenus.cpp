#include "Editor/Icons.h"
#include "Editor/LookAndFeel.h"

namespace stochastick
{
void LookAndFeel::drawLabel (juce::Graphics& g, juce::Label& label)
{
    g.fillAll (label.findColour (juce::Label::backgroundColourId));

    if (label.isBeingEdited())
        return;

    const auto font = getLabelFont (label);
    const auto area = getLabelBorderSize (label).subtractedFrom (label.getLocalBounds());
    g.setColour (label.findColour (juce::Label::textColourId).withMultipliedAlpha (label.isEnabled() ? 1.0f : 0.5f));
    g.setFont (font);
    g.drawFittedText (label.getText(), area, label.getJustificationType(),
                      std::max (1, static_cast<int> (static_cast<float> (area.getHeight()) / font.getHeight())),
                      label.getMinimumHorizontalScale() > 0.0f ? label.getMinimumHorizontalScale() : 0.7f);
}

juce::Font LookAndFeel::getLabelFont (juce::Label& label)
{
    const auto& font = label.getFont();
    return font.getTypefaceName() == juce::Font::getDefaultSansSerifFontName() ? theme.body() : font;
}

void LookAndFeel::drawComboBox (juce::Graphics& g, int width, int height, bool, int, int, int, int, juce::ComboBox& box)
{
    const auto area = juce::Rectangle<int> (width, height).toFloat();
    g.setColour (! box.isEnabled() ? theme.raised.withAlpha (0.4f) : box.isMouseOver (true) ? theme.hovered : theme.raised);
    g.fillRoundedRectangle (area, theme.radius);
    g.setColour (theme.outline);
    g.drawRoundedRectangle (area.reduced (0.5f), theme.radius, 1.0f);

    drawIcon (g, Icon::down, area.withLeft (area.getRight() - 20.0f).withSizeKeepingCentre (11.0f, 11.0f), theme.quietText);

    if (box.hasKeyboardFocus (true))
        theme.drawFocus (g, area);
}

juce::Font LookAndFeel::getComboBoxFont (juce::ComboBox&)
{
    return theme.fonts.medium (12.5f);
}

void LookAndFeel::positionComboBoxText (juce::ComboBox& box, juce::Label& label)
{
    label.setBounds (box.getLocalBounds().withTrimmedLeft (theme.unit).withTrimmedRight (22));
    label.setFont (getComboBoxFont (box));
}

juce::Component* LookAndFeel::getParentComponentForMenuOptions (const juce::PopupMenu::Options& options)
{
    auto* target = options.getTargetComponent(); // none in submenus, which lie where their menu lies
    return target == nullptr ? options.getParentComponent()
                             : target->findParentComponentOfClass<juce::AudioProcessorEditor>();
}

void LookAndFeel::drawPopupMenuBackgroundWithOptions (juce::Graphics& g, int width, int height,
                                                      const juce::PopupMenu::Options&)
{
    g.fillAll (theme.popup);
    g.setColour (theme.strongOutline);
    g.drawRect (0, 0, width, height, 1);
}

void LookAndFeel::drawPopupMenuItem (juce::Graphics& g, const juce::Rectangle<int>& area, bool separator, bool active,
                                     bool highlighted, bool ticked, bool hasSubMenu, const juce::String& text,
                                     const juce::String& shortcut, const juce::Drawable*, const juce::Colour*)
{
    if (separator)
    {
        g.setColour (theme.outline);
        g.fillRect (area.withSizeKeepingCentre (area.getWidth() - 2 * theme.gap, 1));
        return;
    }

    if (highlighted && active)
    {
        g.setColour (theme.hovered);
        g.fillRoundedRectangle (area.reduced (theme.unit, 1).toFloat(), theme.smallRadius);
    }

    auto inner = area.reduced (theme.padding, 0);
    const auto mark = inner.removeFromLeft (16).toFloat();

    if (ticked)
    {
        g.setColour (theme.selection);
        g.fillEllipse (mark.withSizeKeepingCentre (7.0f, 7.0f).withX (mark.getX()));
    }

    g.setColour (active ? theme.text : theme.disabledText);
    g.setFont (getPopupMenuFont());
    g.drawText (text, inner, juce::Justification::centredLeft, true);
    g.setColour (theme.quietText);

    if (hasSubMenu)
        g.drawText (juce::String::fromUTF8 ("\xe2\x86\x92"), inner, juce::Justification::centredRight, false);
    else
        g.drawText (shortcut, inner, juce::Justification::centredRight, false);
}

void LookAndFeel::drawPopupMenuSectionHeader (juce::Graphics& g, const juce::Rectangle<int>& area, const juce::String& name)
{
    g.setColour (theme.quietText);
    g.setFont (theme.caption());
    g.drawText (name, area.reduced (theme.padding, 0), juce::Justification::centredLeft, true);
}

juce::Font LookAndFeel::getPopupMenuFont()
{
    return theme.body();
}

void LookAndFeel::getIdealPopupMenuItemSize (const juce::String& text, bool separator, int, int& width, int& height)
{
    height = separator ? 9 : 28;
    width = separator ? 60 : getPopupMenuFont().getStringWidth (text) + 72;
}

int LookAndFeel::getPopupMenuBorderSizeWithOptions (const juce::PopupMenu::Options&)
{
    return theme.unit;
}

void LookAndFeel::fillTextEditorBackground (juce::Graphics& g, int width, int height, juce::TextEditor&)
{
    g.setColour (theme.well);
    g.fillRoundedRectangle (juce::Rectangle<int> (width, height).toFloat(), theme.smallRadius);
}

void LookAndFeel::drawTextEditorOutline (juce::Graphics& g, int width, int height, juce::TextEditor& editor)
{
    const auto area = juce::Rectangle<int> (width, height).toFloat().reduced (0.5f);
    const auto active = editor.hasKeyboardFocus (true) && ! editor.isReadOnly();
    g.setColour (active ? theme.selection : theme.outline);
    g.drawRoundedRectangle (area, theme.smallRadius, 1.0f);
}

void LookAndFeel::drawScrollbar (juce::Graphics& g, juce::ScrollBar&, int x, int y, int width, int height, bool vertical,
                                 int thumbStart, int thumbSize, bool over, bool down)
{
    const auto thumb = vertical ? juce::Rectangle<int> (x, thumbStart, width, thumbSize)
                                : juce::Rectangle<int> (thumbStart, y, thumbSize, height);
    g.setColour (over || down ? theme.quietText : theme.strongOutline);
    g.fillRoundedRectangle (thumb.reduced (2).toFloat(), 3.0f);
}

void LookAndFeel::drawCornerResizer (juce::Graphics& g, int width, int height, bool over, bool dragging)
{
    g.setColour (over || dragging ? theme.text : theme.disabledText);
    const auto right = static_cast<float> (width) - 4.0f, bottom = static_cast<float> (height) - 4.0f;

    for (const auto length : { 4.0f, 8.0f })
        g.drawLine (right - length, bottom, right, bottom - length, 1.2f);
}

juce::Rectangle<int> LookAndFeel::getTooltipBounds (const juce::String& text, juce::Point<int> position,
                                                    juce::Rectangle<int> parent)
{
    juce::AttributedString shown (text);
    shown.setFont (theme.fonts.regular (12.0f));
    juce::TextLayout layout;
    layout.createLayout (shown, 320.0f);
    const auto width = static_cast<int> (layout.getWidth()) + 18, height = static_cast<int> (layout.getHeight()) + 12;
    const auto right = position.x > parent.getCentreX();
    const auto below = position.y < parent.getCentreY();
    return juce::Rectangle<int> (right ? position.x - width - 12 : position.x + 16,
                                 below ? position.y + 18 : position.y - height - 8, width, height)
        .constrainedWithin (parent);
}

void LookAndFeel::drawTooltip (juce::Graphics& g, const juce::String& text, int width, int height)
{
    const auto area = juce::Rectangle<int> (width, height);
    g.fillAll (theme.popup);
    g.setColour (theme.strongOutline);
    g.drawRect (area, 1);
    juce::AttributedString shown (text);
    shown.setFont (theme.fonts.regular (12.0f));
    shown.setColour (theme.text);
    juce::TextLayout layout;
    layout.createLayout (shown, 320.0f);
    layout.draw (g, area.reduced (9, 6).toFloat());
}
} // namespace stochastick
