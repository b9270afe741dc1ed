#pragma once

#include "Editor/PadView.h"

#include <array>

namespace stochastick
{
/** Four by four, the first pad at the lower left, as on drum machines. Has the keyboard for the selected pad.
    Message thread. */
class PadGrid : public juce::Component, private Session::Listener, private juce::ChangeListener, private juce::Timer
{
public:
    PadGrid (Processor& processor, const Theme& theme, PadActions& actions);
    ~PadGrid() override;

    void moveSelection (int columns, int rows); ///< rows: 1 is one up
    PadView& view (int pad) { return *views[static_cast<std::size_t> (pad)]; }

private:
    void resized() override;
    void paintOverChildren (juce::Graphics& g) override;
    void focusGained (FocusChangeType) override { repaint(); }
    void focusLost (FocusChangeType) override { repaint(); }
    void visibilityChanged() override { updateTimer(); }
    void parentHierarchyChanged() override { updateTimer(); }
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

    void padChanged (int pad) override;
    void jobsChanged() override;
    void changeListenerCallback (juce::ChangeBroadcaster* source) override;
    void timerCallback() override;
    void updateTimer();
    void showSelection();

    Processor& processor;
    const Theme& theme;
    std::array<std::unique_ptr<PadView>, Session::pads> views {};
};
} // namespace stochastick
