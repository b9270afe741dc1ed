#pragma once

#include "Editor/CandidateStrip.h"
#include "Editor/HeaderBar.h"
#include "Editor/HistoryList.h"
#include "Editor/JobList.h"
#include "Editor/KitMaker.h"
#include "Editor/LookAndFeel.h"
#include "Editor/MakePanel.h"
#include "Editor/PadGrid.h"
#include "Editor/PlayPanel.h"
#include "Editor/SoundView.h"
#include "Editor/StatusLine.h"

namespace stochastick
{
/** The window: lays out its parts, hears the keyboard, and carries files out of it. Message thread; may be closed at any
    moment, for all that it shows lives in the processor. */
class Editor : public juce::AudioProcessorEditor, public juce::DragAndDropContainer
{
public:
    static constexpr int defaultWidth = 1180, defaultHeight = 760;

    explicit Editor (Processor& shown);
    ~Editor() override;

    bool keyPressed (const juce::KeyPress& key) override;

private:
    void paint (juce::Graphics& g) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent& event) override;
    bool keyStateChanged (bool) override;
    bool shouldDropFilesWhenDraggedExternally (const juce::DragAndDropTarget::SourceDetails& source,
                                               juce::StringArray& files, bool& canMove) override;

    bool moveByKey (const juce::KeyPress& key);
    bool editByKey (const juce::KeyPress& key);
    bool makeByKey (const juce::KeyPress& key);
    void openAsLastTime();
    void rememberSize();
    void showFocus (bool visible);
    void showKitMaker (bool visible);

    Processor& owner;
    Theme theme {};
    LookAndFeel look;
    PadActions actions;
    HeaderBar header;
    PadGrid grid;
    JobList jobs;
    SoundView sound;
    HistoryList history;
    MakePanel make;
    CandidateStrip candidates;
    PlayPanel play;
    StatusLine status;
    KitMaker kitMaker;
    juce::TooltipWindow tooltips;
    juce::Rectangle<int> openedAs {};
};
} // namespace stochastick
