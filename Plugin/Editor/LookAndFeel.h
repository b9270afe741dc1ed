#pragma once

#include "Editor/Theme.h"

namespace stochastick
{
/** How JUCE's own controls look. The editor sets it for itself and all inside. Message thread.

    Buttons:  setStyle (button, ButtonStyle::primary); the default is plain.
    Sliders:  rotary ones and horizontal ones draw the way from their double-click value (or the lowest) to their value.
    All draw a ring when they have the keyboard. */
enum class ButtonStyle
{
    plain,
    primary, ///< amber: one in a panel at most
    quiet,   ///< no background until the mouse is over it
    danger
};

void setStyle (juce::Button& button, ButtonStyle style);
ButtonStyle styleOf (const juce::Button& button);

/** Shows that a press opens a menu. */
void setOpensMenu (juce::Button& button);

/** The value from which a slider's fill is drawn: 0 for pan. */
void setOrigin (juce::Slider& slider, double value);

class LookAndFeel : public juce::LookAndFeel_V4
{
public:
    explicit LookAndFeel (const Theme& theme);

    /** Of what stands on a button. */
    juce::Colour textColour (const juce::Button& button, bool over, bool down) const;

    void drawButtonBackground (juce::Graphics& g, juce::Button& button, const juce::Colour& colour, bool over,
                               bool down) override;
    void drawButtonText (juce::Graphics& g, juce::TextButton& button, bool over, bool down) override;
    juce::Font getTextButtonFont (juce::TextButton& button, int height) override;
    int getTextButtonWidthToFitText (juce::TextButton& button, int height) override;
    void drawToggleButton (juce::Graphics& g, juce::ToggleButton& button, bool over, bool down) override;
    void drawTickBox (juce::Graphics& g, juce::Component& component, float x, float y, float w, float h, bool ticked,
                      bool enabled, bool over, bool down) override;

    void drawRotarySlider (juce::Graphics& g, int x, int y, int width, int height, float position, float startAngle,
                           float endAngle, juce::Slider& slider) override;
    void drawLinearSlider (juce::Graphics& g, int x, int y, int width, int height, float position, float low, float high,
                           juce::Slider::SliderStyle style, juce::Slider& slider) override;
    int getSliderThumbRadius (juce::Slider& slider) override;
    juce::Label* createSliderTextBox (juce::Slider& slider) override;

    void drawLabel (juce::Graphics& g, juce::Label& label) override;
    juce::Font getLabelFont (juce::Label& label) override;
    void drawComboBox (juce::Graphics& g, int width, int height, bool down, int buttonX, int buttonY, int buttonW,
                       int buttonH, juce::ComboBox& box) override;
    juce::Font getComboBoxFont (juce::ComboBox& box) override;
    void positionComboBoxText (juce::ComboBox& box, juce::Label& label) override;

    /** Menus lie inside the editor: a host that keeps the keyboard to the plugin's own window still gives them its keys. */
    juce::Component* getParentComponentForMenuOptions (const juce::PopupMenu::Options& options) override;
    void drawPopupMenuBackgroundWithOptions (juce::Graphics& g, int width, int height,
                                             const juce::PopupMenu::Options& options) override;
    void drawPopupMenuItem (juce::Graphics& g, const juce::Rectangle<int>& area, bool separator, bool active,
                            bool highlighted, bool ticked, bool hasSubMenu, const juce::String& text,
                            const juce::String& shortcut, const juce::Drawable* icon, const juce::Colour* colour) override;
    void drawPopupMenuSectionHeader (juce::Graphics& g, const juce::Rectangle<int>& area, const juce::String& name) override;
    juce::Font getPopupMenuFont() override;
    void getIdealPopupMenuItemSize (const juce::String& text, bool separator, int standardHeight, int& width,
                                    int& height) override;
    int getPopupMenuBorderSizeWithOptions (const juce::PopupMenu::Options& options) override;

    void fillTextEditorBackground (juce::Graphics& g, int width, int height, juce::TextEditor& editor) override;
    void drawTextEditorOutline (juce::Graphics& g, int width, int height, juce::TextEditor& editor) override;

    void drawScrollbar (juce::Graphics& g, juce::ScrollBar& bar, int x, int y, int width, int height, bool vertical,
                        int thumbStart, int thumbSize, bool over, bool down) override;
    int getDefaultScrollbarWidth() override { return 10; }
    void drawCornerResizer (juce::Graphics& g, int width, int height, bool over, bool dragging) override;
    juce::Rectangle<int> getTooltipBounds (const juce::String& text, juce::Point<int> position,
                                           juce::Rectangle<int> parent) override;
    void drawTooltip (juce::Graphics& g, const juce::String& text, int width, int height) override;
    std::unique_ptr<juce::FocusOutline> createFocusOutlineForComponent (juce::Component&) override { return nullptr; }

private:
    const Theme& theme;
};
} // namespace stochastick
