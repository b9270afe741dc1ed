#include "Editor/Knob.h"

#include <numbers>

namespace stochastick
{
Knob::Knob (const Theme& look, const juce::String& name, const juce::String& help)
    : theme (look)
{
    constexpr auto pi = std::numbers::pi_v<float>;
    setName (name);
    slider.setSliderStyle (juce::Slider::RotaryHorizontalVerticalDrag);
    slider.setRotaryParameters (1.25f * pi, 2.75f * pi, true);
    slider.setMouseDragSensitivity (180);
    slider.setTextBoxStyle (juce::Slider::TextBoxBelow, false, 72, theme.labelHeight);
    slider.setTitle (name);
    slider.setHelpText (help);
    slider.setTooltip (name + ". " + help + " Double-click for the default, Ctrl for fine steps.");
    slider.setWantsKeyboardFocus (true);
    slider.setVelocityModeParameters (1.0, 1, 0.0, true, juce::ModifierKeys::ctrlModifier);
    addAndMakeVisible (slider);
}

void Knob::paint (juce::Graphics& g)
{
    g.setColour (theme.quietText);
    g.setFont (theme.caption());
    g.drawText (getName(), getLocalBounds().removeFromTop (theme.labelHeight), juce::Justification::centred, true);
}

void Knob::resized()
{
    auto area = getLocalBounds().withTrimmedTop (theme.labelHeight);
    slider.setTextBoxStyle (juce::Slider::TextBoxBelow, false, area.getWidth(), theme.labelHeight);
    slider.setBounds (area);
}
} // namespace stochastick
