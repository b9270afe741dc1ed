#pragma once

#include "Editor/Icons.h"
#include "Editor/Theme.h"
#include "Processor.h"

namespace stochastick
{
/** The small panel that makes sixteen sounds from one seed. Message thread. */
class KitMaker : public juce::Component
{
public:
    static constexpr int width = 300, height = 196;

    KitMaker (Processor& processor, const Theme& theme);

    std::function<void()> onClose {};

private:
    void paint (juce::Graphics& g) override;
    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;
    void make();
    void drawSeed();

    Processor& processor;
    const Theme& theme;
    juce::TextEditor seed {};
    IconButton dice;
    juce::Slider family {};
    juce::TextButton makeButton { "Make 16 sounds" }, cancelButton { "Cancel" };
};
} // namespace stochastick
