#include "Editor/Logo.h"

namespace stochastick
{
void drawLogo (juce::Graphics& g, const Theme& theme, juce::Rectangle<int> area, bool withName)
{
    constexpr auto size = 26.0f;
    const auto box = area.removeFromLeft (26).toFloat().withSizeKeepingCentre (size, size);
    constexpr float heights[] { 0.22f, 0.46f, 0.30f, 0.16f, 0.09f }; // a drum: loud, then less

    g.setColour (theme.selection);

    for (int i = 0; i < 5; ++i)
    {
        const auto x = box.getX() + 2.0f + static_cast<float> (i) * 5.2f;
        const auto half = heights[i] * size * 0.5f;
        g.fillRoundedRectangle (x, box.getY() + size * 0.70f - half, 2.6f, 2.0f * half, 1.3f);
    }

    g.setColour (theme.action);
    g.drawLine ({ box.getX() + size * 0.36f, box.getY() + size * 0.36f, box.getRight() - 1.0f, box.getY() + 2.0f }, 2.6f);
    g.fillEllipse (
        juce::Rectangle<float> (7.0f, 7.0f).withCentre ({ box.getX() + size * 0.32f, box.getY() + size * 0.40f }));

    if (! withName)
        return;

    g.setColour (theme.text);
    g.setFont (theme.large());
    g.drawText ("Stochastick", area.withTrimmedLeft (10), juce::Justification::centredLeft, false);
}
} // namespace stochastick
