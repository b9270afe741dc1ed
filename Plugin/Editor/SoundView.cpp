#include "Editor/SoundView.h"

#include "Editor/AudioOf.h"
#include "Editor/ClassMix.h"

namespace stochastick
{
SoundView::SoundView (Processor& owner, const Theme& newTheme)
    : PadFollower (owner),
      theme (newTheme),
      canvas (newTheme),
      noiseLevel (newTheme, emerging)
{
    setTitle ("Sound of the pad");
    addAndMakeVisible (canvas);
    addChildComponent (noiseLevel);
    canvas.setComponentID ("soundCanvas");
    canvas.setHint ("This pad is empty. Press Generate, or drop an audio file on the pad.");
    canvas.onClick = [this] { hear(); };
    canvas.onRegionsChanged = [this] { regionsChanged(); };
    prepareButtons();
    padShown();
    jobsShown();
}

SoundView::~SoundView() = default;

const std::vector<Region>& SoundView::regions() const
{
    return regionsOfPad().regions();
}

void SoundView::setLocks (const std::vector<Lock>& newLocks)
{
    locks = newLocks;
    showLocks();
}

void SoundView::prepareButtons()
{
    for (auto* button : { &waveButton, &spectrumButton, &decibelButton })
    {
        button->setClickingTogglesState (true);
        button->setComponentID (button->getButtonText().toLowerCase() + "View");
        addAndMakeVisible (button);
    }

    waveButton.setRadioGroupId (1);
    spectrumButton.setRadioGroupId (1);
    waveButton.setConnectedEdges (juce::Button::ConnectedOnRight);
    spectrumButton.setConnectedEdges (juce::Button::ConnectedOnLeft);
    waveButton.setToggleState (true, juce::dontSendNotification);
    waveButton.setTooltip ("Show the waveform");
    spectrumButton.setTooltip ("Show the spectrogram: time to the right, pitch upwards");
    decibelButton.setTooltip ("Waveform in decibels, so that the tail can be seen");
    spectrumButton.onStateChange = [this] {
        if (canvas.plot().showsSpectrogram() != spectrumButton.getToggleState())
            canvas.plot().setSpectrogram (spectrumButton.getToggleState());

        decibelButton.setEnabled (! spectrumButton.getToggleState());
    };
    decibelButton.onClick = [this] {
        canvas.plot().setLevelScale (decibelButton.getToggleState() ? LevelScale::decibels : LevelScale::linear);
    };
}

void SoundView::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    auto head = getLocalBounds().reduced (Theme::padding, Theme::gap).removeFromTop (Theme::smallControlHeight);
    head.setRight (waveButton.getX() - Theme::gap);
    const auto name = juce::String (pad().name);
    g.setFont (theme.large());
    g.setColour (theme.text);
    g.drawText (name, head, juce::Justification::centredLeft, true);
    head.removeFromLeft (theme.large().getStringWidth (name) + Theme::padding);
    g.setFont (theme.small());
    g.setColour (theme.quietText);
    g.drawText (facts(), head.translated (0, 1), juce::Justification::centredLeft, true);
}

void SoundView::resized()
{
    auto area = getLocalBounds().reduced (Theme::padding, Theme::gap);
    auto head = area.removeFromTop (Theme::smallControlHeight);
    decibelButton.setBounds (head.removeFromRight (36));
    head.removeFromRight (Theme::gap);
    spectrumButton.setBounds (head.removeFromRight (76));
    waveButton.setBounds (head.removeFromRight (56));
    area.removeFromTop (Theme::gap);
    canvas.setBounds (area);
    const auto plot = area.withTrimmedBottom (SoundPlot::rulerHeight).reduced (Theme::gap);
    noiseLevel.setBounds (plot.withLeft (plot.getRight() - 148).withHeight (std::min (84, plot.getHeight())));
}

void SoundView::visibilityChanged()
{
    if (isShowing())
        startTimerHz (30);
    else
        stopTimer();
}

void SoundView::parentHierarchyChanged()
{
    visibilityChanged();
}

void SoundView::padShown()
{
    const auto sound = pad().soundPointer();

    if (sound != shownSound || shownPad != padIndex())
    {
        shownSound = sound;
        shownPad = padIndex();
        regionsOfPad().setLength (sound == nullptr ? 0.0 : sound->audio.seconds());
        canvas.setRegions (&regionsOfPad());
        showLocks();
        regionsChanged();
    }

    emerging.update (session().jobs(), padIndex());
    noiseLevel.update();
    showSounds();
    repaint();
}

void SoundView::jobsShown()
{
    if (! emerging.update (session().jobs(), padIndex()))
        return;

    noiseLevel.update();
    showSounds();
}

void SoundView::timerCallback()
{
    canvas.setPlayhead (processor.instrument().playPosition (padIndex()));
}

void SoundView::showSounds()
{
    canvas.plot().setSounds (audioOf (shownSound), emerging.estimate(),
                             theme.classColour (mainClass (pad().recipe.classes)));
    canvas.repaint();
}

void SoundView::showLocks()
{
    canvas.setLockedParts (shownSound == nullptr ? LockedParts {} : lockedParts (shownSound->audio, locks));
}

void SoundView::regionsChanged()
{
    if (onRegionsChanged)
        onRegionsChanged();
}

void SoundView::hear()
{
    if (const auto estimate = emerging.estimate())
        processor.audition (playable (*estimate));
    else
        processor.audition (padIndex(), 0.8f);
}

juce::String SoundView::facts() const
{
    const auto* sound = pad().sound(); // another pad may have been selected since shownSound was read

    if (sound == nullptr)
        return {};

    const auto& take = pad().history[static_cast<std::size_t> (pad().take)];
    const auto dot = juce::String (juce::CharPointer_UTF8 ("  ·  "));
    return juce::String (take.label) + dot + juce::String (sound->audio.seconds(), 2) + " s" + dot + "seed "
           + juce::String (sound->recipe.seed);
}
} // namespace stochastick
