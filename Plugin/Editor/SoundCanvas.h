#pragma once

#include "Editor/LockedParts.h"
#include "Editor/RegionSet.h"
#include "Editor/SoundPlot.h"

namespace stochastick
{
/** A plot on which regions are drawn with the mouse, and the playhead runs. Delete removes the selected region, Ctrl+A or
    a double click selects all, the arrow keys move it by 1 ms (with shift 10 ms). Message thread. */
class SoundCanvas : public juce::Component
{
public:
    explicit SoundCanvas (const Theme& theme);

    SoundPlot& plot() { return picture; }

    /** Null: nothing can be drawn. It must live until it is replaced. */
    void setRegions (RegionSet* set);
    void setLockedParts (const LockedParts& parts);
    void setPlayhead (double seconds);       ///< below 0: none
    void setHint (const juce::String& text); ///< in an empty plot

    std::function<void()> onClick {};          ///< without a drag: to be heard
    std::function<void()> onRegionsChanged {}; ///< after a drag, not during one

    void paint (juce::Graphics& g) override;
    void paintOverChildren (juce::Graphics& g) override;
    void resized() override;
    void mouseMove (const juce::MouseEvent& event) override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseUp (const juce::MouseEvent& event) override;
    void mouseDoubleClick (const juce::MouseEvent& event) override;
    bool keyPressed (const juce::KeyPress& key) override;
    void focusGained (FocusChangeType) override { repaint(); }
    void focusLost (FocusChangeType) override { repaint(); }

private:
    double secondsOf (const juce::MouseEvent& event) const;
    double reach() const;
    void changed();
    bool moveSelected (const juce::KeyPress& key);
    void repaintPlayhead();

    const Theme& theme;
    SoundPlot picture;
    RegionSet* regions = nullptr;
    LockedParts locked {};
    juce::String hint {};
    double playhead = -1.0; ///< seconds
};
} // namespace stochastick
