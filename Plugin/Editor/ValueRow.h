#pragma once

#include "Editor/Theme.h"

namespace stochastick
{
/** A name, a horizontal slider, and its value, which can be typed. Message thread. */
class ValueRow : public juce::Component
{
public:
    ValueRow (const Theme& theme, const juce::String& name, const juce::String& help);

    /** @param interval  0: any value */
    void setRange (double low, double high, double interval);
    void setText (const juce::String& unit, int decimals);
    void setMiddle (double value); ///< of the slider's way, for ranges of many decades
    void setUsual (double value);  ///< what a double click brings back
    void show (double value);      ///< tells nobody
    void endTyping();              ///< takes what was typed so far

    std::function<void (double)> onChange {}; ///< while it is turned, and when it is typed
    std::function<void()> onRelease {};       ///< after either

    void paint (juce::Graphics& g) override;
    void resized() override;
    void enablementChanged() override { repaint(); }

    static int nameWidth (int rowWidth) { return juce::jlimit (60, 96, rowWidth / 3); }

protected:
    juce::Slider slider;
    const Theme& theme;

private:
    juce::String name;
    bool dragging = false;
};

/** A name and a control beside it, aligned as a ValueRow is. */
void paintRowName (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> row, const juce::String& name, bool enabled);
} // namespace stochastick
