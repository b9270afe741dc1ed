#pragma once

#include "Editor/SpectrogramImage.h"

namespace stochastick
{
/** A small picture of a sound: its waveform, and below it its spectrogram. That is computed once for each sound, beside the
    message thread; the picture is put together when sound, size or colour change, not when it is drawn. Message thread. */
class Thumbnail : private juce::Timer
{
public:
    /** @param audio  null: nothing is drawn
        @param scale  physical pixels a logical one */
    void set (std::shared_ptr<const MonoAudio> audio, juce::Colour colour, juce::Rectangle<int> size, float scale);

    void draw (juce::Graphics& g, juce::Rectangle<int> area) const;

    std::function<void()> onReady {}; ///< the spectrogram has come: draw again

private:
    struct Shown
    {
        std::shared_ptr<const MonoAudio> audio {};
        juce::Colour colour {};
        int width = 0, height = 0; ///< physical pixels

        bool operator== (const Shown&) const = default;
    };

    void timerCallback() override; // while a spectrogram is computed
    void render();
    void paintWave (juce::Graphics& g, juce::Rectangle<int> area) const;
    void paintSpectrogram (juce::Graphics& g, juce::Rectangle<int> area) const;

    Shown shown {};
    SpectrogramImage spectrogram {};
    juce::Image image {};
};
} // namespace stochastick
