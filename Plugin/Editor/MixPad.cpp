#include "Editor/MixPad.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr float margin = 14.0f; // pixels, for the corners' names

/** How far along from a to b the nearest point lies, 0…1. */
float along (juce::Point<float> a, juce::Point<float> b, juce::Point<float> point)
{
    const auto way = b - a;
    return std::clamp ((point - a).getDotProduct (way) / std::max (1.0f, way.getDotProduct (way)), 0.0f, 1.0f);
}

float cross (juce::Point<float> a, juce::Point<float> b)
{
    return a.x * b.y - a.y * b.x;
}
} // namespace

MixPad::MixPad (const Theme& newTheme, ClassMix& newMix)
    : theme (newTheme),
      mix (newMix)
{
    setTitle ("Mix of classes");
    setTooltip ("Drag between the classes to mix them");
    update();
}

void MixPad::update()
{
    const auto strongest = mix.strongest (3);
    const auto isCorner = [this] (int index) { return std::find (corners.begin(), corners.end(), index) != corners.end(); };

    if (strongest.size() < 2 ? ! isMouseButtonDown() : ! std::all_of (strongest.begin(), strongest.end(), isCorner))
    {
        corners = strongest;
        std::sort (corners.begin(), corners.end());
    }

    repaint();
}

void MixPad::paint (juce::Graphics& g)
{
    theme.drawWell (g, getLocalBounds());

    if (corners.size() < 2)
    {
        g.setColour (theme.quietText);
        g.setFont (theme.small());
        g.drawFittedText ("Shift-click a second class to mix", getLocalBounds().reduced (10), juce::Justification::centred,
                          4);
        return;
    }

    juce::Path shape;
    shape.startNewSubPath (corner (0));

    for (std::size_t i = 1; i < corners.size(); ++i)
        shape.lineTo (corner (i));

    shape.closeSubPath();
    g.setColour (theme.raised);
    g.fillPath (shape);
    g.setColour (theme.strongOutline);
    g.strokePath (shape, juce::PathStrokeType (1.0f, juce::PathStrokeType::curved));

    for (std::size_t i = 0; i < corners.size(); ++i)
        paintCorner (g, i);

    g.setColour (theme.text);
    g.fillEllipse (juce::Rectangle<float> (9.0f, 9.0f).withCentre (pointOfMix()));
}

void MixPad::mouseDown (const juce::MouseEvent& event)
{
    mouseDrag (event);
}

void MixPad::mouseDrag (const juce::MouseEvent& event)
{
    if (corners.size() < 2)
        return;

    mix.blend (corners, sharesAt (event.position));
    repaint();

    if (onMix)
        onMix();
}

void MixPad::mouseUp (const juce::MouseEvent&)
{
    if (corners.size() >= 2 && onRelease)
        onRelease();
}

MixPad::Point MixPad::corner (std::size_t index) const
{
    const auto area = getLocalBounds().toFloat().reduced (margin);

    if (corners.size() == 2)
        return { index == 0 ? area.getX() : area.getRight(), area.getCentreY() };

    return index == 0 ? Point { area.getCentreX(), area.getY() }
                      : Point { index == 1 ? area.getX() : area.getRight(), area.getBottom() };
}

MixPad::Point MixPad::pointOfMix() const
{
    Point point;
    double sum = 0.0;

    for (const auto index : corners)
        sum += mix.weight (index);

    for (std::size_t i = 0; i < corners.size(); ++i)
        point += corner (i) * static_cast<float> (mix.weight (corners[i]) / std::max (sum, 1e-9));

    return point;
}

std::vector<double> MixPad::sharesAt (Point point) const
{
    if (corners.size() == 2)
    {
        const auto share = static_cast<double> (along (corner (0), corner (1), point));
        return { 1.0 - share, share };
    }

    const auto area = cross (corner (1) - corner (0), corner (2) - corner (0));

    if (std::abs (area) < 1.0f)
        return { 1.0, 0.0, 0.0 };

    std::vector<double> shares; // barycentric
    double sum = 0.0;

    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto opposite = cross (corner ((i + 1) % 3) - point, corner ((i + 2) % 3) - point);
        shares.push_back (std::max (0.0, static_cast<double> (opposite / area)));
        sum += shares.back();
    }

    for (auto& share : shares)
        share /= sum;

    return shares;
}

void MixPad::paintCorner (juce::Graphics& g, std::size_t index) const
{
    const auto at = corner (index);
    const auto atBottom = corners.size() == 2 || index > 0;
    const auto text = juce::String (spokenName (mix.name (corners[index])));
    const auto width = static_cast<float> (getWidth()) * 0.5f;
    const auto left = index == 0 && corners.size() == 3               ? at.x - 0.5f * width
                      : at.x < 0.5f * static_cast<float> (getWidth()) ? 3.0f
                                                                      : static_cast<float> (getWidth()) - width - 3.0f;
    const auto justification = index == 0 && corners.size() == 3 ? juce::Justification::centred
                               : left < 4.0f                     ? juce::Justification::centredLeft
                                                                 : juce::Justification::centredRight;
    g.setColour (theme.classColour (mix.name (corners[index])));
    g.fillEllipse (juce::Rectangle<float> (6.0f, 6.0f).withCentre (at));
    g.setFont (theme.small().withHeight (theme.small().getHeight() * 0.9f));
    g.drawFittedText (text,
                      juce::Rectangle<float> (left, atBottom ? at.y + 3.0f : at.y - 14.0f, width, 11.0f).toNearestInt(),
                      justification, 1, 0.8f);
}
} // namespace stochastick
