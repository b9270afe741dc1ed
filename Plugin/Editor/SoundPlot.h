#pragma once

#include "Editor/SpectrogramImage.h"
#include "Editor/Theme.h"
#include "Editor/TimeRuler.h"
#include "Editor/WaveformPainter.h"

namespace stochastick
{
/** A sound as waveform or spectrogram with its axes, kept as a picture until one of them changes. What lies over it is
    drawn by others. Message thread. */
class SoundPlot : public juce::Component, private juce::Timer
{
public:
    static constexpr int rulerHeight = 18;

    explicit SoundPlot (const Theme& theme);

    /** @param emerging  what is made of the sound's place at the moment; null: nothing is made */
    void setSounds (std::shared_ptr<const MonoAudio> sound, std::shared_ptr<const MonoAudio> emerging, juce::Colour colour);
    void setSpectrogram (bool shown);
    void setLevelScale (LevelScale scale);

    bool showsSpectrogram() const { return spectrogramShown; }
    LevelScale levelScale() const { return levels; }
    std::shared_ptr<const MonoAudio> shown() const; ///< what is made, if anything is; may be null
    juce::Rectangle<int> plotArea() const { return getLocalBounds().withTrimmedBottom (rulerHeight); }
    TimeScale timeScale() const;
    float yOf (double hz) const; ///< of a spectrogram; the bottom of the plot when it shows the waveform

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void timerCallback() override; // while a spectrogram is computed
    void askForSpectrogram();
    void paintLevelLines (juce::Graphics& g) const;
    void paintSpectrogram (juce::Graphics& g) const;

    const Theme& theme;
    WaveformPainter wave {}, emergingWave {};
    SpectrogramImage spectrogram {};
    juce::Colour waveColour {};
    bool spectrogramShown = false;
    LevelScale levels = LevelScale::linear;
};
} // namespace stochastick
