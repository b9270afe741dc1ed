#pragma once

#include "Editor/CandidateCard.h"
#include "Editor/PadFollower.h"

namespace stochastick
{
/** Children and in-betweens in a row, to be heard and kept. Left and right go from one to the next, return keeps the one
    that is chosen on the selected pad. Message thread. */
class CandidateStrip : public juce::Component, private PadFollower
{
public:
    CandidateStrip (Processor& processor, const Theme& theme);

    void keepSelected();

    void paint (juce::Graphics& g) override;
    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;
    void focusGained (FocusChangeType) override { repaint(); }
    void focusLost (FocusChangeType) override { repaint(); }

private:
    void padShown() override { refresh(); }
    void jobsShown() override;
    void candidatesShown() override { refresh(); }

    void refresh();
    void arrangeCards();
    void pick (int index);
    void step (int by);
    double progressOf (int index) const;
    int count() const { return static_cast<int> (cards.size()); }

    const Theme& theme;
    juce::Viewport view;
    juce::Component row;
    std::vector<std::unique_ptr<CandidateCard>> cards {};
    juce::TextButton keepButton { "Keep" }, clearButton { "Clear" };
    juce::ArrowButton previousButton, nextButton;
    int selected = -1;
};
} // namespace stochastick
