#pragma once

#include "Editor/ClassMix.h"
#include "Editor/Theme.h"

namespace stochastick
{
/** One class of drum: a click asks for it alone, a click with shift or ctrl adds or takes it, dragging to the side sets its
    weight, as + and - do. */
class ClassChip : public juce::Button
{
public:
    ClassChip (const Theme& theme, ClassMix& mix, int index);

    std::function<void()> onMix {};     ///< while the weight is dragged as well
    std::function<void()> onRelease {}; ///< after a change

    void paintButton (juce::Graphics& g, bool over, bool down) override;
    void clicked (const juce::ModifierKeys& keys) override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseUp (const juce::MouseEvent& event) override;
    bool keyPressed (const juce::KeyPress& key) override;

private:
    void setWeight (double weight);

    const Theme& theme;
    ClassMix& mix;
    const int index;
    double weightBefore = 0.0;
    bool weighing = false;
};

/** All classes of a model. Message thread. */
class ClassChips : public juce::Component
{
public:
    ClassChips (const Theme& theme, ClassMix& mix); ///< as many as the mix has now

    std::function<void()> onMix {};
    std::function<void()> onRelease {};

    void resized() override;

private:
    std::vector<std::unique_ptr<ClassChip>> chips {};
};
} // namespace stochastick
