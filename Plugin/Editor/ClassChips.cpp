#include "Editor/ClassChips.h"

namespace stochastick
{
namespace
{
constexpr int chipsInRow = 3, lowChip = 24;
constexpr float barHeight = 3.0f, nameSize = 12.0f;
} // namespace

ClassChip::ClassChip (const Theme& newTheme, ClassMix& newMix, int newIndex)
    : juce::Button (spokenName (newMix.name (newIndex))),
      theme (newTheme),
      mix (newMix),
      index (newIndex)
{
    setTitle (getName());
    setComponentID ("class_" + juce::String (mix.name (index)));
    setTooltip (getName() + ": click for it alone, shift-click to mix it in, drag sideways for its weight");
}

void ClassChip::paintButton (juce::Graphics& g, bool over, bool)
{
    const auto weight = static_cast<float> (mix.weight (index));
    const auto colour = theme.classColour (mix.name (index));
    auto area = getLocalBounds().toFloat();
    g.setColour (weight > 0.0f ? theme.raised.interpolatedWith (colour, 0.14f + 0.20f * weight)
                 : over        ? theme.hovered
                               : theme.raised);
    g.fillRoundedRectangle (area, Theme::smallRadius);

    if (weight > 0.0f)
    {
        auto bar = area.reduced (6.0f, getHeight() < lowChip ? 1.0f : 4.0f).removeFromBottom (barHeight);
        g.setColour (colour.withAlpha (0.25f));
        g.fillRoundedRectangle (bar, 0.5f * barHeight);
        g.setColour (colour);
        g.fillRoundedRectangle (bar.withWidth (std::max (barHeight, bar.getWidth() * weight)), 0.5f * barHeight);
        area.removeFromBottom (barHeight);
    }

    g.setColour (weight > 0.0f ? theme.text : theme.quietText);
    g.setFont (weight > 0.0f ? theme.fonts.semibold (nameSize) : theme.fonts.regular (nameSize));
    const auto lines = getHeight() >= 30 && getName().containsChar (' ') ? 2 : 1;
    g.drawFittedText (getName(), area.reduced (2.0f, 1.0f).toNearestInt(), juce::Justification::centred, lines, 0.8f);

    if (hasKeyboardFocus (false))
        theme.drawFocus (g, getLocalBounds().toFloat(), Theme::smallRadius);
}

void ClassChip::clicked (const juce::ModifierKeys& keys)
{
    if (keys.isShiftDown() || keys.isCommandDown() || keys.isCtrlDown())
        mix.toggle (index);
    else
        mix.only (index);

    if (onMix)
        onMix();

    if (onRelease)
        onRelease();
}

void ClassChip::mouseDown (const juce::MouseEvent& event)
{
    weightBefore = mix.weight (index);
    weighing = false;
    juce::Button::mouseDown (event);
}

void ClassChip::mouseDrag (const juce::MouseEvent& event)
{
    weighing = weighing || std::abs (event.getDistanceFromDragStartX()) > 4;

    if (weighing)
        setWeight (weightBefore + static_cast<double> (event.getDistanceFromDragStartX()) / getWidth());
}

void ClassChip::mouseUp (const juce::MouseEvent& event)
{
    if (! weighing)
        return juce::Button::mouseUp (event);

    setState (isMouseOver() ? buttonOver : buttonNormal);

    if (onRelease)
        onRelease();
}

bool ClassChip::keyPressed (const juce::KeyPress& key)
{
    const auto character = key.getTextCharacter();

    if (character != '+' && character != '-')
        return juce::Button::keyPressed (key);

    setWeight (mix.weight (index) + (character == '+' ? 0.1 : -0.1));

    if (onRelease)
        onRelease();

    return true;
}

void ClassChip::setWeight (double weight)
{
    mix.setWeight (index, weight);
    repaint();

    if (onMix)
        onMix();
}

ClassChips::ClassChips (const Theme& theme, ClassMix& mix)
{
    setTitle ("Classes");

    for (int i = 0; i < mix.size(); ++i)
    {
        auto& chip = chips.emplace_back (std::make_unique<ClassChip> (theme, mix, i));
        addAndMakeVisible (*chip);
        chip->onMix = [this] {
            repaint();

            if (onMix)
                onMix();
        };
        chip->onRelease = [this] {
            if (onRelease)
                onRelease();
        };
    }
}

void ClassChips::resized()
{
    const auto count = static_cast<int> (chips.size());
    const auto rows = std::max (1, (count + chipsInRow - 1) / chipsInRow);
    constexpr int gap = Theme::unit;

    for (int i = 0; i < count; ++i)
    {
        const auto column = i % chipsInRow, row = i / chipsInRow;
        const auto left = (getWidth() + gap) * column / chipsInRow,
                   right = (getWidth() + gap) * (column + 1) / chipsInRow - gap;
        const auto top = (getHeight() + gap) * row / rows, bottom = (getHeight() + gap) * (row + 1) / rows - gap;
        chips[static_cast<std::size_t> (i)]->setBounds (left, top, right - left, bottom - top);
    }
}
} // namespace stochastick
