#pragma once

#include "Audio/MonoAudio.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
/** A small picture of a waveform, drawn once when the sound or the size changes. Message thread. */
class Thumbnail
{
public:
    /** @param scale  physical pixels a logical one */
    void set (const MonoAudio* audio, juce::Colour colour, juce::Rectangle<int> size, float scale);

    void draw (juce::Graphics& g, juce::Rectangle<int> area) const;

private:
    juce::Image image {};
};
} // namespace stochastick
