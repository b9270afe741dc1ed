#pragma once

#include "Editor/Icons.h"
#include "Editor/Theme.h"
#include "Processor.h"

namespace stochastick
{
/** What concerns the whole kit: files, making it, undo, the device, the master level. Message thread. */
class HeaderBar : public juce::Component, private Session::Listener, private juce::ChangeListener, private juce::Timer
{
public:
    static constexpr int height = 52;

    HeaderBar (Processor& processor, const Theme& theme);
    ~HeaderBar() override;

    std::function<void()> onWholeKit {};
    std::function<void (const juce::String&)> onSay {}; ///< a sentence for the status line
    juce::PopupMenu kitMenu();
    juce::Component& wholeKitButton() { return wholeKit; }

private:
    void paint (juce::Graphics& g) override;
    void resized() override;
    void padChanged (int) override { update(); }
    void jobsChanged() override;
    void changeListenerCallback (juce::ChangeBroadcaster*) override { update(); }
    void timerCallback() override { updateDevice(); }

    void add (juce::Button& button, const char* id, const char* help);
    void update();
    void updateDevice();
    void showKitMenu();
    void showDeviceMenu();
    void openKit();
    void openFactoryKit (const FactoryKit& factory);
    void sayOpened (const juce::String& what, const std::string& sentence);
    void returnToReplacedKit();
    void saveKit();
    void exportKit();
    void browse (const juce::String& title, int mode, const juce::String& pattern, const juce::String& name,
                 std::function<void (const juce::File&)> then);

    Processor& processor;
    const Theme& theme;
    static constexpr auto unnamedKit = EditorMemory::unnamedKit;
    juce::String& kitName; ///< of the processor: outlives the editor
    juce::TextButton kit {}, wholeKit { "Whole kit" }, ab { "A / B" }, device {};
    IconButton undo, redo, save;
    juce::Slider master {};
    std::unique_ptr<juce::AudioProcessorValueTreeState::SliderAttachment> masterAttachment {};
    std::unique_ptr<juce::FileChooser> chooser {};
};
} // namespace stochastick
