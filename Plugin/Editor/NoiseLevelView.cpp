#include "Editor/NoiseLevelView.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double highest = 40.0, lowest = 1e-3; // noise-to-signal ratios at top and bottom
} // namespace

NoiseLevelView::NoiseLevelView (const Theme& newTheme, const EmergingSound& newEmerging)
    : theme (newTheme),
      emerging (newEmerging)
{
    setTitle ("Noise level");
    setInterceptsMouseClicks (false, false);
}

void NoiseLevelView::update()
{
    setVisible (emerging.isRunning());
    setDescription (stepText());
    repaint();
}

void NoiseLevelView::paint (juce::Graphics& g)
{
    const auto bounds = getLocalBounds().toFloat();
    g.setColour (theme.popup.withAlpha (0.92f));
    g.fillRoundedRectangle (bounds, Theme::smallRadius);
    auto inside = bounds.reduced (8.0f, 6.0f);
    auto head = inside.removeFromTop (14.0f);
    g.setFont (theme.caption());
    g.setColour (theme.text);
    g.drawText (stepText(), head, juce::Justification::centredLeft, false);
    g.setColour (theme.quietText);
    const auto left = emerging.progress().secondsLeft;
    const auto time = left > 0.05 ? juce::String (left, left < 10.0 ? 1 : 0) + " s" : juce::String();
    g.drawText (time, head, juce::Justification::centredRight, false);

    auto foot = inside.removeFromBottom (14.0f);
    g.setFont (theme.small());
    const auto ratio = emerging.progress().ratio;
    g.drawText (ratio > 0.0 ? "noise " + juce::String (ratio, ratio < 0.1 ? 4 : 2)
                            : juce::String (juce::CharPointer_UTF8 ("waiting…")),
                foot, juce::Justification::centredLeft, false);

    inside.reduce (0.0f, 3.0f);
    g.setColour (theme.plotGrid.brighter (0.2f));
    g.fillRect (inside.withTop (inside.getBottom() - 1.0f));

    if (emerging.levels().empty() || inside.getHeight() < 8.0f)
        return;

    g.setColour (theme.action);
    g.strokePath (curveIn (inside), juce::PathStrokeType (1.5f, juce::PathStrokeType::curved));
    g.fillEllipse (juce::Rectangle<float> (5.0f, 5.0f).withCentre (pointOf (emerging.levels().back(), inside)));
}

juce::String NoiseLevelView::stepText() const
{
    const auto& progress = emerging.progress();
    const auto step = "Step " + juce::String (progress.step);
    return progress.steps > 0 ? step + " of " + juce::String (progress.steps) : step;
}

juce::Path NoiseLevelView::curveIn (juce::Rectangle<float> area) const
{
    juce::Path curve;

    for (const auto& level : emerging.levels())
    {
        const auto point = pointOf (level, area);

        if (curve.isEmpty())
            curve.startNewSubPath (point);
        else
            curve.lineTo (point);
    }

    return curve;
}

juce::Point<float> NoiseLevelView::pointOf (const EmergingSound::Level& level, juce::Rectangle<float> area) const
{
    const auto height = std::log (std::clamp (level.ratio, lowest, highest) / lowest) / std::log (highest / lowest);
    return { area.getX() + area.getWidth() * static_cast<float> (std::clamp (level.fraction, 0.0, 1.0)),
             area.getBottom() - area.getHeight() * static_cast<float> (height) };
}
} // namespace stochastick
