#include "Editor/HeaderBar.h"

#include "Editor/Logo.h"
#include "Editor/LookAndFeel.h"
#include "Parameters.h"

namespace stochastick
{
namespace
{
/** @param notice  of the engine: the device, or a sentence why it is used */
juce::String deviceHelp (const juce::String& used, const juce::String& notice)
{
    if (used.isEmpty())
        return "Where sounds are made. The network is loaded when the first one is.";

    return notice == used ? "Sounds are made on this device; click for another one." : notice;
}
} // namespace

HeaderBar::HeaderBar (Processor& owner, const Theme& look)
    : processor (owner),
      theme (look),
      kitName (owner.editorMemory().kitName),
      undo (Icon::undo, "Undo", "Ctrl+Z"),
      redo (Icon::redo, "Redo", "Ctrl+Shift+Z"),
      save (Icon::save, "Export the kit", "WAV files and a kit.sfz that any sampler reads.")
{
    setTitle ("Kit");
    setFocusContainerType (FocusContainerType::focusContainer);

    add (kit, "kit", "Opens, saves and exports kits.");
    add (wholeKit, "wholeKit", "Makes sixteen new sounds that belong together.");
    add (undo, "undo", "");
    add (redo, "redo", "");
    add (ab, "ab", "Compares the selected pad with how it was when you last pressed this.");
    add (save, "exportKit", "");
    add (device, "device", "");
    kit.onClick = [this] { showKitMenu(); };
    wholeKit.onClick = [this] { onWholeKit(); };
    undo.onClick = [this] { processor.session().undo(); };
    redo.onClick = [this] { processor.session().redoStep(); };
    ab.onClick = [this] { processor.session().swapAB (processor.selectedPad()); };
    save.onClick = [this] { exportKit(); };
    device.onClick = [this] { showDeviceMenu(); };

    setOpensMenu (kit);
    setOpensMenu (device);
    master.setComponentID ("master");
    master.setSliderStyle (juce::Slider::LinearHorizontal);
    master.setTextBoxStyle (juce::Slider::TextBoxRight, false, 58, theme.controlHeight);
    master.setTitle ("Master level");
    master.setTooltip ("Master level. Double-click for the default.");
    master.setWantsKeyboardFocus (true);
    addAndMakeVisible (master);
    masterAttachment = std::make_unique<juce::AudioProcessorValueTreeState::SliderAttachment> (
        processor.parameters(), juce::String (masterLevelId.data(), masterLevelId.size()), master);

    processor.session().addListener (this);
    processor.selection().addChangeListener (this);
    update();
    updateDevice();
    startTimerHz (1);
}

HeaderBar::~HeaderBar()
{
    processor.selection().removeChangeListener (this);
    processor.session().removeListener (this);
}

void HeaderBar::add (juce::Button& button, const char* id, const char* help)
{
    button.setComponentID (id);

    if (*help != 0)
    {
        button.setTooltip (help);
        button.setHelpText (help);
    }

    addAndMakeVisible (button);
}

void HeaderBar::jobsChanged()
{
    update();
    updateDevice();
}

void HeaderBar::update()
{
    undo.setEnabled (processor.session().canUndo());
    ab.setToggleState (processor.session().hasB (processor.selectedPad()), juce::dontSendNotification);
    redo.setEnabled (processor.session().canRedo());
    kit.setButtonText (kitName);
}

void HeaderBar::updateDevice()
{
    const auto& engine = processor.session().engine();
    const auto chosen = juce::String (engine.settings().device).toUpperCase(), used = juce::String (engine.deviceName());
    const auto notice = juce::String::fromUTF8 (engine.deviceNotice().c_str());

    if (used.isEmpty())
        device.setButtonText (chosen == "AUTO" ? "Auto device" : chosen);
    else
        device.setButtonText (chosen == "AUTO" || chosen == used ? used : used + ", not " + chosen);

    device.setTitle ("Device: " + device.getButtonText());
    device.setTooltip (deviceHelp (used, notice));
}

void HeaderBar::resized()
{
    auto area = getLocalBounds()
                    .reduced (theme.padding, 0)
                    .withSizeKeepingCentre (getWidth() - 2 * theme.padding, theme.controlHeight);
    const auto narrow = getWidth() < 1040;
    area.removeFromLeft (narrow ? 44 : 160);

    const auto left = [&] (juce::Component& child, int width) {
        child.setBounds (area.removeFromLeft (width));
        area.removeFromLeft (theme.gap);
    };
    const auto right = [&] (juce::Component& child, int width) {
        child.setBounds (area.removeFromRight (width));
        area.removeFromRight (theme.gap);
    };

    left (kit, narrow ? 120 : 168);
    left (wholeKit, 92);
    area.removeFromLeft (theme.gap);
    left (undo, 32);
    left (redo, 32);
    left (ab, 56);
    right (master, narrow ? 140 : 180);
    area.removeFromRight (narrow ? 0 : 52);
    right (device, 112);
    right (save, 32);
}

void HeaderBar::paint (juce::Graphics& g)
{
    g.setColour (theme.panel);
    g.fillRect (getLocalBounds());
    g.setColour (theme.outline);
    g.fillRect (getLocalBounds().removeFromBottom (1));
    g.setColour (theme.quietText);
    g.setFont (theme.caption());

    if (getWidth() >= 1040)
        g.drawText ("Master", master.getBounds().withX (master.getX() - 52).withWidth (48),
                    juce::Justification::centredRight, false);

    drawLogo (g, theme, getLocalBounds().removeFromLeft (160).reduced (theme.padding, 0), getWidth() >= 1040);
}
} // namespace stochastick
