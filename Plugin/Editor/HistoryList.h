#pragma once

#include "Editor/PadFollower.h"
#include "Editor/Theme.h"
#include "Editor/WaveformPainter.h"

#include <map>

namespace stochastick
{
/** The takes of the selected pad, the newest on top. A click or the arrow keys choose one, F or its star keeps it for ever.
    Message thread. */
class HistoryList : public juce::Component, private PadFollower, private juce::ListBoxModel
{
public:
    HistoryList (Processor& processor, const Theme& theme);
    ~HistoryList() override;

    void paint (juce::Graphics& g) override;
    void paintOverChildren (juce::Graphics& g) override;
    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;

private:
    void padShown() override;

    int getNumRows() override;
    void paintListBoxItem (int row, juce::Graphics& g, int width, int height, bool selected) override;
    void listBoxItemClicked (int row, const juce::MouseEvent& event) override;
    void selectedRowsChanged (int row) override;
    juce::String getNameForRow (int row) override;
    juce::String getTooltipForRow (int row) override;

    int takeOf (int row) const { return getTakeCount() - 1 - row; }
    int getTakeCount() const { return static_cast<int> (pad().history.size()); }
    void toggleFavourite (int take);

    const Theme& theme;
    juce::ListBox list;
    std::map<const Sound*, WaveformPainter> waves {}; ///< of the takes that are shown
};
} // namespace stochastick
