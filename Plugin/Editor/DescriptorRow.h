#pragma once

#include "Audio/Descriptors.h"
#include "Editor/Theme.h"

#include <optional>

namespace stochastick
{
/** How a sound should be, or that it is free: what is not touched is left to the model. Double click or Delete frees it.
    Message thread. */
class DescriptorRow : public juce::Component
{
public:
    DescriptorRow (const Theme& theme, const Descriptor& descriptor);

    /** @param low, middle, high  where sounds of the classes asked for lie, in the descriptor's unit */
    void setRange (double low, double middle, double high);
    void show (std::optional<double> value); ///< nothing: free

    std::function<void (std::optional<double>)> onChange {}; ///< while it is turned as well
    std::function<void()> onRelease {};

    const Descriptor& descriptor() const { return what; }

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    /** A slider that knows of being free. */
    struct FreeSlider : juce::Slider
    {
        std::function<void()> onFree {};

        void mouseDoubleClick (const juce::MouseEvent& event) override;
        bool keyPressed (const juce::KeyPress& key) override;
    };

    void followSlider();
    void setEnds (double start, double end); ///< in the unit
    void setFree (bool shouldBeFree);
    void tell();
    juce::String textOf (double value) const;

    const Theme& theme;
    const Descriptor& what;
    FreeSlider slider;
    double usual = 0.0; ///< the middle, where a free slider rests
    bool free = true, dragging = false, changedSince = false;
};
} // namespace stochastick
