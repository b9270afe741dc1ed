#pragma once

#include "Editor/Knob.h"
#include "Editor/PadFollower.h"

namespace stochastick
{
/** How the selected pad is played: its host parameters, and its note. Message thread. */
class PlayPanel : public juce::Component, private PadFollower
{
public:
    PlayPanel (Processor& processor, const Theme& theme);
    ~PlayPanel() override;

private:
    using Parameters = juce::AudioProcessorValueTreeState;

    void paint (juce::Graphics& g) override;
    void resized() override;
    void padShown() override;
    void padLeft() override;

    void addKnob (const char* key, const char* name, const char* help);
    void addButton (const char* key, const char* name, const char* help);
    void addBox (const char* key, const juce::StringArray& items, const char* name, const char* help);
    void makeNoteKnob();
    void attach();

    const Theme& theme;
    int attachedPad = -1;
    juce::OwnedArray<Knob> knobs {};
    juce::OwnedArray<juce::TextButton> buttons {};
    juce::OwnedArray<juce::ComboBox> boxes {};
    Knob note;

    // After what they hold on to
    juce::OwnedArray<Parameters::SliderAttachment> knobAttachments {};
    juce::OwnedArray<Parameters::ButtonAttachment> buttonAttachments {};
    juce::OwnedArray<Parameters::ComboBoxAttachment> boxAttachments {};
};
} // namespace stochastick
