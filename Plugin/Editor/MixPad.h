#pragma once

#include "Editor/ClassMix.h"
#include "Editor/Theme.h"

#include <array>

namespace stochastick
{
/** The strongest classes of a mix, up to three, as a line or a triangle in which a point is dragged. Message thread. */
class MixPad : public juce::Component, public juce::SettableTooltipClient
{
public:
    MixPad (const Theme& theme, ClassMix& mix);

    std::function<void()> onMix {}; ///< while it is dragged
    std::function<void()> onRelease {};

    /** After the mix was changed. */
    void update();

    void paint (juce::Graphics& g) override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseUp (const juce::MouseEvent& event) override;

private:
    using Point = juce::Point<float>;

    Point corner (std::size_t index) const;
    Point pointOfMix() const;
    std::vector<double> sharesAt (Point point) const;
    void paintCorner (juce::Graphics& g, std::size_t index) const;

    const Theme& theme;
    ClassMix& mix;
    std::vector<int> corners {}; ///< classes; they stay while the mix holds no other
};
} // namespace stochastick
