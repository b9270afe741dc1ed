#pragma once

#include "Editor/EmergingSound.h"
#include "Editor/Theme.h"

namespace stochastick
{
/** How the noise level of a run falls, on a logarithmic scale, with the step that it has reached and the time that is left.
    Message thread. */
class NoiseLevelView : public juce::Component
{
public:
    NoiseLevelView (const Theme& theme, const EmergingSound& emerging);

    /** After the sound that emerges has changed. */
    void update();

    void paint (juce::Graphics& g) override;

private:
    juce::String stepText() const;
    juce::Path curveIn (juce::Rectangle<float> area) const;
    juce::Point<float> pointOf (const EmergingSound::Level& level, juce::Rectangle<float> area) const;

    const Theme& theme;
    const EmergingSound& emerging;
};
} // namespace stochastick
