#pragma once

#include "Editor/Fonts.h"

#include <string_view>

namespace stochastick
{
/** Colours, type and measures of the editor. A plain value that the editor owns and hands down; it outlives all that use it.
    Amber means action: the one button that makes a sound, what runs. Blue means selection and playback. Message thread. */
struct Theme
{
    // Surfaces, from the deepest to the highest
    juce::Colour window { 0xff0e1116 };
    juce::Colour well { 0xff090b0f }; ///< behind plots, text fields and tracks of sliders
    juce::Colour panel { 0xff161a21 };
    juce::Colour raised { 0xff212731 }; ///< buttons, pads
    juce::Colour hovered { 0xff2a323e };
    juce::Colour popup { 0xff1b2029 };
    juce::Colour outline { 0xff2b323d };
    juce::Colour strongOutline { 0xff414b5a }; ///< of controls: 3:1 against panels is kept by text or marks on them

    juce::Colour text { 0xffe7eaf0 };
    juce::Colour quietText { 0xff9aa4b3 }; ///< labels, units; 4.5:1 on panels
    juce::Colour disabledText { 0xff5b6573 };

    juce::Colour action { 0xfff5a742 };
    juce::Colour brightAction { 0xffffbd66 }; ///< the same under the mouse
    juce::Colour onAction { 0xff1c1306 };     ///< text on it
    juce::Colour selection { 0xff5ab8e8 };
    juce::Colour onSelection { 0xff06141c };
    juce::Colour error { 0xffe8685f };
    juce::Colour good { 0xff7cc58f };
    juce::Colour focus { 0xff8fd3f7 }; ///< ring around what has the keyboard

    juce::Colour plotGrid { 0xff1e242d };
    juce::Colour wave { 0xffb9c4d4 };

    // Pixels at scale 1, all on a grid of 4
    static constexpr int unit = 4;
    static constexpr int gap = 8;      ///< between controls and between panels
    static constexpr int padding = 12; ///< inside panels
    static constexpr int controlHeight = 28;
    static constexpr int smallControlHeight = 24;
    static constexpr int labelHeight = 16;
    static constexpr float radius = 6.0f;
    static constexpr float smallRadius = 4.0f;

    bool focusVisible = false; ///< the keyboard is in use; the editor sets it, the mouse ends it

    Fonts fonts {};

    juce::Font body() const { return fonts.regular (13.0f); }
    juce::Font strong() const { return fonts.semibold (13.0f); }
    juce::Font caption() const { return fonts.medium (11.0f); } ///< labels of controls
    juce::Font small() const { return fonts.regular (11.0f); }  ///< values, axes
    juce::Font title() const { return fonts.semibold (12.0f); } ///< heads of panels
    juce::Font large() const { return fonts.semibold (17.0f); }

    /** A muted hue for "kick", "snare", "hat_closed"…; quietText for a class that is not known. */
    juce::Colour classColour (std::string_view drumClass) const;

    /** A panel's background; all panels look the same. */
    void drawPanel (juce::Graphics& g, juce::Rectangle<int> area) const;

    /** Something sunken: behind a plot. */
    void drawWell (juce::Graphics& g, juce::Rectangle<int> area) const;

    /** The ring around what has the keyboard; for components that draw themselves. */
    void drawFocus (juce::Graphics& g, juce::Rectangle<float> area, float cornerRadius = radius) const;
};
} // namespace stochastick
