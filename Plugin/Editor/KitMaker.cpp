#include "Editor/KitMaker.h"

#include "Editor/LookAndFeel.h"

namespace stochastick
{
KitMaker::KitMaker (Processor& owner, const Theme& look)
    : processor (owner),
      theme (look),
      dice (Icon::dice, "Another seed", "Draws one.")
{
    setComponentID ("kitMaker");
    setTitle ("Whole kit");
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);

    seed.setComponentID ("kitSeed");
    seed.setTitle ("Seed");
    seed.setTooltip ("The same seed gives the same kit.");
    seed.setInputRestrictions (18, "0123456789");
    seed.setFont (theme.body());
    seed.setIndents (8, 6);
    seed.onReturnKey = [this] { make(); };
    seed.onEscapeKey = [this] { onClose(); };
    drawSeed();
    dice.onClick = [this] { drawSeed(); };

    family.setComponentID ("kitFamily");
    family.setSliderStyle (juce::Slider::LinearHorizontal);
    family.setTextBoxStyle (juce::Slider::TextBoxRight, false, 48, theme.controlHeight);
    family.setRange (0.0, 100.0, 1.0);
    family.setValue (50.0, juce::dontSendNotification);
    family.setTextValueSuffix (" %");
    family.setTitle ("Family");
    family.setTooltip (
        "How much the sounds have in common: 0 %: nothing; 100 %: the same noise, all bright or dark, short or long.");
    family.setWantsKeyboardFocus (true);

    setStyle (makeButton, ButtonStyle::primary);
    makeButton.setComponentID ("kitMake");
    makeButton.setTooltip ("Makes a new sound for every pad. Undo brings the old ones back.");
    makeButton.onClick = [this] { make(); };
    cancelButton.setTooltip ("Closes this; nothing changes.");
    cancelButton.onClick = [this] { onClose(); };

    for (auto* child : std::initializer_list<juce::Component*> { &seed, &dice, &family, &makeButton, &cancelButton })
        addAndMakeVisible (child);
}

void KitMaker::drawSeed()
{
    seed.setText (juce::String (juce::Random::getSystemRandom().nextInt (1000000)), false);
}

void KitMaker::make()
{
    processor.session().wholeKit (static_cast<std::uint64_t> (seed.getText().getLargeIntValue()), family.getValue() / 100.0);
    onClose();
}

bool KitMaker::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey)
        return false;

    onClose();
    return true;
}

void KitMaker::paint (juce::Graphics& g)
{
    g.setColour (theme.popup);
    g.fillRoundedRectangle (getLocalBounds().toFloat(), theme.radius);
    g.setColour (theme.strongOutline);
    g.drawRoundedRectangle (getLocalBounds().toFloat().reduced (0.5f), theme.radius, 1.0f);

    auto area = getLocalBounds().reduced (16);
    g.setColour (theme.text);
    g.setFont (theme.title());
    g.drawText ("Whole kit", area.removeFromTop (20), juce::Justification::centredLeft, false);
    g.setColour (theme.quietText);
    g.setFont (theme.small());
    g.drawText ("A new sound for every pad, from one seed", area.removeFromTop (18), juce::Justification::centredLeft, true);
    g.setFont (theme.caption());
    g.drawText ("Seed", seed.getBounds().withX (16).withWidth (56), juce::Justification::centredLeft, false);
    g.drawText ("Family", family.getBounds().withX (16).withWidth (56), juce::Justification::centredLeft, false);
}

void KitMaker::resized()
{
    auto area = getLocalBounds().reduced (16);
    area.removeFromTop (46);
    auto line = area.removeFromTop (theme.controlHeight).withTrimmedLeft (56);
    dice.setBounds (line.removeFromRight (theme.controlHeight));
    seed.setBounds (line.withTrimmedRight (theme.gap));
    area.removeFromTop (theme.gap);
    family.setBounds (area.removeFromTop (theme.controlHeight).withTrimmedLeft (56));
    auto foot = area.removeFromBottom (theme.controlHeight);
    makeButton.setBounds (foot.removeFromRight (132));
    cancelButton.setBounds (foot.withTrimmedRight (theme.gap).removeFromRight (80));
}
} // namespace stochastick
