#pragma once

#include "Audio/MonoAudio.h"
#include "Editor/WaveformSummary.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace stochastick
{
/** A waveform: its extremes, and its RMS as a brighter body. The shapes are kept until sound, size or scale change.
    Message thread. */
class WaveformPainter
{
public:
    void setSound (std::shared_ptr<const MonoAudio> newAudio);
    void paint (juce::Graphics& g, juce::Rectangle<int> bounds, juce::Colour colour, LevelScale scale = LevelScale::linear);

    const std::shared_ptr<const MonoAudio>& sound() const { return audio; }
    float peak() const { return loudest; } ///< full scale is 1

private:
    void build (juce::Rectangle<int> bounds, LevelScale scale);

    std::shared_ptr<const MonoAudio> audio {};
    float loudest = 0.0f;
    juce::Path extremes {}, body {};
    juce::Rectangle<int> builtBounds {};
    LevelScale builtScale = LevelScale::linear;
};
} // namespace stochastick
