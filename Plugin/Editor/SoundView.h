#pragma once

#include "Editor/EmergingSound.h"
#include "Editor/NoiseLevelView.h"
#include "Editor/PadFollower.h"
#include "Editor/SoundCanvas.h"

namespace stochastick
{
/** The selected pad's sound, large: waveform or spectrogram, the regions that are to be made anew, what locks keep, the
    playhead, and while a run goes on what emerges. Message thread. */
class SoundView : public juce::Component, private PadFollower, private juce::Timer
{
public:
    SoundView (Processor& processor, const Theme& theme);
    ~SoundView() override;

    /** That are to be made anew, of the selected pad. */
    const std::vector<Region>& regions() const;

    /** After regions() changed, also because another pad was selected. */
    std::function<void()> onRegionsChanged {};

    /** What a variation would keep is shown. */
    void setLocks (const std::vector<Lock>& newLocks);

    void paint (juce::Graphics& g) override;
    void resized() override;
    void visibilityChanged() override;
    void parentHierarchyChanged() override;

private:
    void padShown() override;
    void jobsShown() override;
    void timerCallback() override;

    void prepareButtons();
    void showSounds();
    void showLocks();
    void regionsChanged();
    void hear();
    RegionSet& regionsOfPad() const { return processor.regions (padIndex()); }
    juce::String facts() const;

    const Theme& theme;
    EmergingSound emerging {};
    SoundPointer shownSound {};
    std::vector<Lock> locks {};
    int shownPad = -1;

    SoundCanvas canvas;
    NoiseLevelView noiseLevel;
    juce::TextButton waveButton { "Wave" }, spectrumButton { "Spectrum" }, decibelButton { "dB" };
};
} // namespace stochastick
