#pragma once

#include "Editor/PadActions.h"
#include "Editor/Theme.h"
#include "Editor/Thumbnail.h"

namespace stochastick
{
/** One pad: shows what it holds and what happens to it, is hit, dragged and dropped on. Message thread. */
class PadView : public juce::Component,
                public juce::FileDragAndDropTarget,
                public juce::DragAndDropTarget,
                public juce::TooltipClient
{
public:
    PadView (Processor& processor, const Theme& theme, PadActions& actions, int pad);
    ~PadView() override;

    void refresh(); ///< its sound, name or recipe changed
    void showSelected (bool selected);
    void showLight (float velocity);     ///< 0…1
    void showProgress (double fraction); ///< negative: no job is made for it
    void rename();
    juce::String spokenTitle() const; ///< for screen readers

private:
    void paint (juce::Graphics& g) override;
    void paintOverChildren (juce::Graphics& g) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseUp (const juce::MouseEvent& event) override;
    void mouseDoubleClick (const juce::MouseEvent& event) override;
    void mouseEnter (const juce::MouseEvent&) override { repaint(); }
    void mouseExit (const juce::MouseEvent&) override { repaint(); }
    juce::String getTooltip() override;
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

    bool isInterestedInFileDrag (const juce::StringArray& files) override;
    void fileDragEnter (const juce::StringArray&, int, int) override { showDropping (true); }
    void fileDragExit (const juce::StringArray&) override { showDropping (false); }
    void filesDropped (const juce::StringArray& files, int x, int y) override;
    bool isInterestedInDragSource (const SourceDetails& source) override;
    void itemDragEnter (const SourceDetails&) override { showDropping (true); }
    void itemDragExit (const SourceDetails&) override { showDropping (false); }
    void itemDropped (const SourceDetails& source) override;

    void addToggle (juce::TextButton& button, const char* key, const char* name);
    void showDropping (bool over);
    void paintThumbnail (juce::Graphics& g, juce::Colour colour);
    void paintProgress (juce::Graphics& g);
    void renderThumbnail();
    juce::Colour colour() const;
    juce::Rectangle<int> thumbnailArea() const;

    using Attachment = juce::AudioProcessorValueTreeState::ButtonAttachment;

    Processor& processor;
    const Theme& theme;
    PadActions& actions;
    const int pad;
    bool selected = false, dropping = false, dragged = false;
    float light = 0.0f;
    double progress = -1.0;
    Thumbnail thumbnail {};
    juce::Label name {};
    juce::TextButton mute { "M" }, solo { "S" };
    std::unique_ptr<Attachment> muteAttachment {}, soloAttachment {};
};
} // namespace stochastick
