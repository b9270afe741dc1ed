#pragma once

#include "Editor/Theme.h"

namespace stochastick
{
/** A rotary control with its name above and its value, which can be typed, below. Message thread. */
class Knob : public juce::Component
{
public:
    Knob (const Theme& theme, const juce::String& name, const juce::String& help);

    juce::Slider slider {};

private:
    void paint (juce::Graphics& g) override;
    void resized() override;

    const Theme& theme;
};
} // namespace stochastick
