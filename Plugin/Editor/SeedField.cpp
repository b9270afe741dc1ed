#include "Editor/SeedField.h"

#include "Editor/ValueRow.h"

#include <utility>

namespace stochastick
{
namespace
{
constexpr int mostDigits = 20, thrownBelow = 1000000;
} // namespace

SeedField::SeedField (const Theme& newTheme)
    : theme (newTheme),
      dice (Icon::dice, "New seed", "Throw a new seed and keep it"),
      lock (Icon::unlock, "Keep the seed", "Otherwise every Generate draws a new one")
{
    text.setTitle ("Seed");
    text.setTooltip ("The number that the sound comes from: the same recipe and seed give the same sound");
    text.setInputRestrictions (mostDigits, "0123456789");
    text.setSelectAllWhenFocused (true);
    text.setFont (theme.body());
    text.setIndents (6, 4);
    text.setComponentID ("seed");
    text.onReturnKey = text.onFocusLost = [this] { endTyping(); };
    text.onEscapeKey = [this] { showText(); };
    showText();

    dice.setComponentID ("dice");
    dice.onClick = [this] {
        if (onSeed)
            onSeed (static_cast<std::uint64_t> (juce::Random::getSystemRandom().nextInt (thrownBelow)));
    };

    lock.setClickingTogglesState (true);
    lock.setComponentID ("seedLock");
    lock.onClick = [this] {
        if (onLock)
            onLock (lock.getToggleState());
    };

    for (auto* part : std::initializer_list<juce::Component*> { &text, &dice, &lock })
        addAndMakeVisible (part);
}

void SeedField::show (std::uint64_t seed, bool locked)
{
    const auto isTyped = text.getText() != juce::String (shownSeed);
    shownSeed = seed;
    lock.setToggleState (locked, juce::dontSendNotification);
    lock.setIcon (locked ? Icon::lock : Icon::unlock);
    text.applyColourToAllText (locked ? theme.text : theme.quietText);

    if (! isTyped)
        showText();
}

void SeedField::paint (juce::Graphics& g)
{
    paintRowName (g, theme, getLocalBounds(), "Seed", isEnabled());
}

void SeedField::resized()
{
    auto area = getLocalBounds().withTrimmedLeft (ValueRow::nameWidth (getWidth()) + 4);
    area = area.withSizeKeepingCentre (area.getWidth(), std::min (area.getHeight(), Theme::smallControlHeight));
    lock.setBounds (area.removeFromRight (Theme::smallControlHeight));
    area.removeFromRight (Theme::unit);
    dice.setBounds (area.removeFromRight (Theme::smallControlHeight));
    area.removeFromRight (Theme::unit);
    text.setBounds (area);
}

void SeedField::endTyping()
{
    const auto digits = text.getText().toStdString();
    auto seed = digits.empty() ? shownSeed : 0;

    for (const auto digit : digits)
        seed = seed * 10 + static_cast<std::uint64_t> (digit - '0'); // beyond 64 bits it wraps: a seed all the same

    const auto isNew = std::exchange (shownSeed, seed) != seed;
    showText();

    if (isNew && onSeed)
        onSeed (seed);
}

void SeedField::showText()
{
    text.setText (juce::String (shownSeed), false);
}
} // namespace stochastick
