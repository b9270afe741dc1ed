#include "Editor/SoundPlot.h"

#include "Audio/SoundPanels.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr int collectMs = 20;
} // namespace

SoundPlot::SoundPlot (const Theme& newTheme)
    : theme (newTheme),
      waveColour (newTheme.wave)
{
    setInterceptsMouseClicks (false, false);
    setBufferedToImage (true);
    setOpaque (false);
}

void SoundPlot::setSounds (std::shared_ptr<const MonoAudio> sound, std::shared_ptr<const MonoAudio> emerging,
                           juce::Colour colour)
{
    if (sound == wave.sound() && emerging == emergingWave.sound() && colour == waveColour)
        return;

    wave.setSound (std::move (sound));
    emergingWave.setSound (std::move (emerging));
    waveColour = colour;
    askForSpectrogram();
    repaint();
}

void SoundPlot::setSpectrogram (bool shouldBeShown)
{
    spectrogramShown = shouldBeShown;
    askForSpectrogram();
    repaint();
}

void SoundPlot::setLevelScale (LevelScale scale)
{
    levels = scale;
    repaint();
}

void SoundPlot::timerCallback()
{
    if (spectrogram.collect() && spectrogramShown)
        repaint();

    if (! spectrogram.isPending())
        stopTimer();
}

std::shared_ptr<const MonoAudio> SoundPlot::shown() const
{
    return emergingWave.sound() != nullptr ? emergingWave.sound() : wave.sound();
}

TimeScale SoundPlot::timeScale() const
{
    const auto sound = shown();
    return { 0.0f, static_cast<float> (getWidth()), sound == nullptr ? 0.0 : sound->seconds() };
}

float SoundPlot::yOf (double hz) const
{
    const auto area = plotArea();

    if (! spectrogramShown || shown() == nullptr)
        return static_cast<float> (area.getBottom());

    return static_cast<float> (spectrogramY ({ 0, 0, area.getWidth(), area.getHeight() }, hz, spectrogramTopHz (*shown())));
}

void SoundPlot::paint (juce::Graphics& g)
{
    const auto area = plotArea();
    const auto scale = timeScale();
    theme.drawWell (g, area);
    paintTimeRuler (g, theme, getLocalBounds().removeFromBottom (rulerHeight), scale);

    if (shown() == nullptr)
        return;

    if (spectrogramShown)
        return paintSpectrogram (g);

    paintTimeLines (g, theme, area, scale);
    paintLevelLines (g);
    const auto made = emergingWave.sound() != nullptr;
    wave.paint (g, area.reduced (0, 6), waveColour.withMultipliedAlpha (made ? 0.25f : 1.0f), levels);
    emergingWave.paint (g, area.reduced (0, 6), theme.action, levels);
}

void SoundPlot::resized()
{
    askForSpectrogram();
}

void SoundPlot::askForSpectrogram()
{
    if (! spectrogramShown)
        return;

    spectrogram.request (shown(), plotArea().getWidth(), plotArea().getHeight());

    if (spectrogram.isPending() && ! isTimerRunning())
        startTimer (collectMs);
}

void SoundPlot::paintLevelLines (juce::Graphics& g) const
{
    const auto area = plotArea();
    const auto middle = static_cast<float> (area.getCentreY());
    const auto half = 0.5f * static_cast<float> (area.getHeight() - 12);
    g.setFont (theme.small());

    for (const auto decibels : { 0, -6, -12, -24, -36, -48 })
    {
        if (levels == LevelScale::linear && decibels < -12)
            break;

        const auto offset = half * heightOf (std::pow (10.0f, 0.05f * static_cast<float> (decibels)), 1.0f, levels);
        g.setColour (theme.plotGrid);
        g.fillRect (0.0f, middle - offset, static_cast<float> (getWidth()), 1.0f);
        g.fillRect (0.0f, middle + offset, static_cast<float> (getWidth()), 1.0f);

        if (offset > 16.0f && (decibels == 0 || offset < half - 14.0f))
        {
            g.setColour (theme.quietText.withMultipliedAlpha (0.7f));
            g.drawText (juce::String (decibels) + (decibels == 0 ? " dB" : ""), area.getRight() - 40,
                        juce::roundToInt (middle - offset) + 1, 36, 12, juce::Justification::centredRight, false);
        }
    }
}

void SoundPlot::paintSpectrogram (juce::Graphics& g) const
{
    const auto area = plotArea();
    g.setColour (juce::Colours::black);
    g.fillRect (area);
    g.setOpacity (1.0f);

    if (spectrogram.image().isValid())
        g.drawImage (spectrogram.image(), area.toFloat());

    g.setFont (theme.small());

    for (const auto& [hz, text] : { std::pair { 100.0, "100 Hz" }, { 1000.0, "1 kHz" }, { 10000.0, "10 kHz" } })
    {
        const auto y = juce::roundToInt (yOf (hz));
        g.setColour (juce::Colours::white.withAlpha (0.12f));
        g.fillRect (0, y, getWidth(), 1);
        g.setColour (juce::Colours::white.withAlpha (0.75f));
        g.drawText (text, area.getRight() - 48, y - 14, 44, 12, juce::Justification::centredRight, false);
    }
}
} // namespace stochastick
