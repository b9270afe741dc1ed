#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace stochastick
{
enum class Icon
{
    none,
    undo,
    redo,
    play,
    stop,
    close,
    dots,
    save,
    chip,
    dice,
    grid,
    star,
    lock,
    unlock,
    down
};

/** Draws it centred, as large as the area allows. */
void drawIcon (juce::Graphics& g, Icon icon, juce::Rectangle<float> area, juce::Colour colour);

/** A small button without text; its name is its title and, with the help, its tooltip.
    Draws as a LookAndFeel's button of its style. */
class IconButton : public juce::Button
{
public:
    IconButton (Icon icon, const juce::String& title, const juce::String& help = {});

    void setIcon (Icon newIcon);

private:
    void paintButton (juce::Graphics& g, bool over, bool down) override;

    Icon icon;
};
} // namespace stochastick
