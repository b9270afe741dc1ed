#include "Editor/PlayPanel.h"

#include "Editor/LookAndFeel.h"
#include "Editor/TypedNote.h"
#include "ParameterText.h"

namespace stochastick
{
namespace
{
juce::StringArray numbered (const juce::String& first, int from, int to)
{
    juce::StringArray names { first };

    for (int number = from; number <= to; ++number)
        names.add (juce::String (number));

    return names;
}

constexpr int boxWidth = 76;
} // namespace

PlayPanel::PlayPanel (Processor& owner, const Theme& look)
    : PadFollower (owner),
      theme (look),
      note (look, "Note", "The MIDI key that plays the pad.")
{
    setTitle ("How the pad is played");
    setFocusContainerType (FocusContainerType::focusContainer);

    addKnob ("level", "Level", "How loud the pad is.");
    addKnob ("pan", "Pan", "Left or right.");
    addKnob ("tune", "Tune", "Semitones up or down, like a tape that runs faster or slower.");
    addKnob ("start", "Start", "Left out at the beginning of the sound.");
    addKnob ("attack", "Attack", "Time until it is at its full level.");
    addKnob ("decay", "Decay", "Time in which it falls by 60 dB.");
    addKnob ("cutoff", "Cutoff", "Highs above it are taken away.");
    addKnob ("resonance", "Reso", "How much the filter rings at its cutoff.");
    addKnob ("velocity", "Velocity", "How much softer hits are quieter.");
    makeNoteKnob();
    addButton ("mute", "Mute", "Silences the pad.");
    addButton ("solo", "Solo", "Silences all pads that are not soloed.");
    addButton ("one_shot", "One-shot", "Plays to the end; off: as long as the key is held.");
    addBox ("choke", numbered ("No choke", 1, 8), "Choke group", "Pads of one group cut each other off, as two hats do.");
    addBox ("output", numbered ("Main out", 2, 8), "Output", "The stereo output of the plugin.");

    for (int i = 1; i < boxes[0]->getNumItems(); ++i)
        boxes[0]->changeItemText (i + 1, "Choke " + juce::String (i));

    for (int i = 1; i < boxes[1]->getNumItems(); ++i)
        boxes[1]->changeItemText (i + 1, "Out " + juce::String (i + 1));

    padShown();
}

PlayPanel::~PlayPanel() = default;

void PlayPanel::addKnob (const char* key, const char* name, const char* help)
{
    auto* knob = knobs.add (new Knob (theme, name, help));
    knob->setComponentID (key);
    addAndMakeVisible (knob);
}

void PlayPanel::addButton (const char* key, const char* name, const char* help)
{
    auto* button = buttons.add (new juce::TextButton (name));
    button->setComponentID (key);
    button->setClickingTogglesState (true);
    button->setTooltip (help);
    button->setTitle (name);
    button->setHelpText (help);
    addAndMakeVisible (button);
}

void PlayPanel::addBox (const char* key, const juce::StringArray& items, const char* name, const char* help)
{
    auto* box = boxes.add (new juce::ComboBox (name));
    box->setComponentID (key);
    box->addItemList (items, 1);
    box->setTooltip (juce::String (name) + ". " + help);
    box->setTitle (name);
    box->setHelpText (help);
    addAndMakeVisible (box);
}

void PlayPanel::makeNoteKnob()
{
    note.setComponentID ("note");
    note.slider.setRange (-1.0, 127.0, 1.0);
    note.slider.textFromValueFunction = [] (double value) {
        const auto chosen = juce::roundToInt (value);
        return chosen < 0 ? noteName (chosen) : noteName (chosen) + " (" + juce::String (chosen) + ")";
    };
    note.slider.valueFromTextFunction = [this] (const juce::String& text) {
        const auto chosen = typedNote (text);
        return chosen.has_value() ? static_cast<double> (*chosen) : note.slider.getValue();
    };
    note.slider.onValueChange = [this] {
        if (const auto chosen = juce::roundToInt (note.slider.getValue()); chosen != processor.noteOf (shownIndex()))
            processor.setNote (shownIndex(), chosen);
    };
    addAndMakeVisible (note);
}

void PlayPanel::attach()
{
    auto& parameters = processor.parameters();
    const auto idOf = [this] (const juce::Component& control) {
        return parameterId (padIndex(), control.getComponentID().toStdString());
    };
    attachedPad = padIndex();
    knobAttachments.clear();
    buttonAttachments.clear();
    boxAttachments.clear();

    for (auto* knob : knobs)
    {
        knobAttachments.add (new Parameters::SliderAttachment (parameters, idOf (*knob), knob->slider));
        setOrigin (knob->slider,
                   knob->getComponentID() == "pan" || knob->getComponentID() == "tune" ? 0.0 : knob->slider.getMinimum());
    }

    for (auto* button : buttons)
        buttonAttachments.add (new Parameters::ButtonAttachment (parameters, idOf (*button), *button));

    for (auto* box : boxes)
        boxAttachments.add (new Parameters::ComboBoxAttachment (parameters, idOf (*box), *box));
}

void PlayPanel::padLeft()
{
    for (auto* knob : knobs)
        knob->slider.hideTextBox (false);

    note.slider.hideTextBox (false);
}

void PlayPanel::padShown()
{
    if (attachedPad != padIndex())
        attach();

    note.slider.setDoubleClickReturnValue (true, defaultNote (padIndex()));
    note.slider.setValue (processor.noteOf (padIndex()), juce::dontSendNotification);
    repaint (getLocalBounds().removeFromTop (theme.padding + theme.smallControlHeight));
}

void PlayPanel::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    auto head = getLocalBounds().reduced (theme.padding, 0).withTrimmedTop (theme.gap).withHeight (theme.smallControlHeight);
    g.setColour (theme.text);
    g.setFont (theme.title());
    g.drawText ("Play " + juce::String (pad().name), head, juce::Justification::centredLeft, true);
}

void PlayPanel::resized()
{
    auto area = getLocalBounds().reduced (theme.padding, theme.gap);
    auto head = area.removeFromTop (theme.smallControlHeight);

    for (int i = boxes.size(); --i >= 0;)
    {
        boxes[i]->setBounds (head.removeFromRight (i == 0 ? boxWidth + 24 : boxWidth + 24));
        head.removeFromRight (theme.unit);
    }

    for (int i = buttons.size(); --i >= 0;)
    {
        buttons[i]->setBounds (head.removeFromRight (i == 2 ? 72 : 48));
        head.removeFromRight (theme.unit);
    }

    area.removeFromTop (theme.unit);
    const auto count = knobs.size() + 1;
    const auto left = area.getX(), width = area.getWidth();
    const auto place = [&] (int index) {
        const auto from = left + width * index / count, to = left + width * (index + 1) / count;
        return area.withLeft (from).withRight (to);
    };

    for (int i = 0; i < knobs.size(); ++i)
        knobs[i]->setBounds (place (i));

    note.setBounds (place (count - 1));
}
} // namespace stochastick
