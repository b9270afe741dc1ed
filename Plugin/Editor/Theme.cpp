#include "Editor/Theme.h"

#include <utility>

namespace stochastick
{
juce::Colour Theme::classColour (std::string_view drumClass) const
{
    static constexpr std::pair<std::string_view, juce::uint32> colours[] {
        { "kick", 0xffd9796a },    { "snare", 0xffd9a35e },      { "clap", 0xffc9b45c },
        { "rimshot", 0xffa8b866 }, { "hat_closed", 0xff6fb98f }, { "hat_open", 0xff5fb3b3 },
        { "tom", 0xff6c9fd0 },     { "cymbal", 0xff9089d6 },     { "percussion", 0xffbd7fc0 },
    };

    for (const auto& [name, colour] : colours)
        if (name == drumClass)
            return juce::Colour (colour);

    return quietText;
}

void Theme::drawPanel (juce::Graphics& g, juce::Rectangle<int> area) const
{
    g.setColour (panel);
    g.fillRoundedRectangle (area.toFloat(), radius);
}

void Theme::drawWell (juce::Graphics& g, juce::Rectangle<int> area) const
{
    g.setColour (well);
    g.fillRoundedRectangle (area.toFloat(), smallRadius);
}

void Theme::drawFocus (juce::Graphics& g, juce::Rectangle<float> area, float cornerRadius) const
{
    if (! focusVisible)
        return;

    g.setColour (focus);
    g.drawRoundedRectangle (area.reduced (0.75f), cornerRadius, 1.5f);
}
} // namespace stochastick
