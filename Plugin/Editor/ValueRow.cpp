#include "Editor/ValueRow.h"

namespace stochastick
{
namespace
{
constexpr int valueWidth = 54;
} // namespace

ValueRow::ValueRow (const Theme& newTheme, const juce::String& newName, const juce::String& help)
    : slider (juce::Slider::LinearHorizontal, juce::Slider::TextBoxRight),
      theme (newTheme),
      name (newName)
{
    slider.setTextBoxStyle (juce::Slider::TextBoxRight, false, valueWidth, 20);
    slider.setTitle (name);
    slider.setHelpText (help);
    slider.setTooltip (help);
    slider.setWantsKeyboardFocus (true);
    slider.setScrollWheelEnabled (false); // a wheel over a panel must not change the sound
    addAndMakeVisible (slider);

    slider.onDragStart = [this] { dragging = true; };
    slider.onValueChange = [this] {
        if (onChange)
            onChange (slider.getValue());

        if (! dragging && onRelease)
            onRelease();
    };
    slider.onDragEnd = [this] {
        dragging = false;

        if (onRelease)
            onRelease();
    };
}

void ValueRow::setRange (double low, double high, double interval)
{
    slider.setRange (low, high, interval);
}

void ValueRow::setText (const juce::String& unit, int decimals)
{
    slider.setNumDecimalPlacesToDisplay (decimals);
    slider.setTextValueSuffix (unit.isEmpty() ? unit : " " + unit);
    slider.updateText();
}

void ValueRow::setMiddle (double value)
{
    slider.setSkewFactorFromMidPoint (value);
}

void ValueRow::setUsual (double value)
{
    slider.setDoubleClickReturnValue (true, value);
}

void ValueRow::show (double value)
{
    slider.setValue (value, juce::dontSendNotification);
}

void ValueRow::endTyping()
{
    slider.hideTextBox (false);
}

void ValueRow::paint (juce::Graphics& g)
{
    paintRowName (g, theme, getLocalBounds(), name, isEnabled());
}

void ValueRow::resized()
{
    slider.setBounds (getLocalBounds().withTrimmedLeft (nameWidth (getWidth())));
}

void paintRowName (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> row, const juce::String& name, bool enabled)
{
    g.setFont (theme.body());
    g.setColour (enabled ? theme.quietText : theme.disabledText);
    g.drawFittedText (name, row.removeFromLeft (ValueRow::nameWidth (row.getWidth()) - 4), juce::Justification::centredLeft,
                      row.getHeight() >= 26 ? 2 : 1, 0.8f);
}
} // namespace stochastick
