#pragma once

#include "Editor/Theme.h"
#include "Editor/WaveformPainter.h"
#include "Session/Session.h"

namespace stochastick
{
/** A candidate as a small picture. It can be dragged onto a pad. Message thread. */
class CandidateCard : public juce::Component, public juce::SettableTooltipClient
{
public:
    CandidateCard (const Theme& theme, int index);

    /** @param progress  0…1 while it is made, below 0: it waits */
    void show (const Candidate& candidate, double progress, bool selected, juce::Colour colour);

    std::function<void()> onPick {}; ///< to be heard
    std::function<void()> onKeep {};

    void paint (juce::Graphics& g) override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseDoubleClick (const juce::MouseEvent& event) override;
    void mouseEnter (const juce::MouseEvent&) override { repaint(); }
    void mouseExit (const juce::MouseEvent&) override { repaint(); }

private:
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

    const Theme& theme;
    const int index;
    WaveformPainter wave {};
    juce::String label {};
    juce::Colour waveColour {};
    double made = -1.0;
    bool selected = false;
};
} // namespace stochastick
