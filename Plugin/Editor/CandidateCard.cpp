#include "Editor/CandidateCard.h"

#include "Editor/AudioOf.h"
#include "Editor/DragTokens.h"

namespace stochastick
{
CandidateCard::CandidateCard (const Theme& newTheme, int newIndex)
    : theme (newTheme),
      index (newIndex)
{
    setTooltip ("Click to hear it; double-click to put it on the selected pad, or drag it onto any pad");
    setComponentID ("candidate" + juce::String (index));
}

void CandidateCard::show (const Candidate& candidate, double progress, bool isSelected, juce::Colour colour)
{
    wave.setSound (audioOf (candidate.sound));
    label = juce::String::fromUTF8 (candidate.label.c_str());
    made = progress;
    selected = isSelected;
    waveColour = colour;
    setTitle ("Candidate " + juce::String (index + 1) + ", " + label);
    repaint();
}

void CandidateCard::paint (juce::Graphics& g)
{
    const auto bounds = getLocalBounds().toFloat();
    g.setColour (isMouseOver() ? theme.hovered : theme.raised);
    g.fillRoundedRectangle (bounds, Theme::smallRadius);
    auto area = getLocalBounds().reduced (6, 4);
    const auto foot = area.removeFromBottom (14);

    if (wave.sound() != nullptr)
        wave.paint (g, area, waveColour);
    else
    {
        const auto track = area.toFloat().withSizeKeepingCentre (static_cast<float> (area.getWidth()), 3.0f);
        g.setColour (theme.outline);
        g.fillRoundedRectangle (track, 1.5f);
        g.setColour (theme.action);

        if (made > 0.0)
            g.fillRoundedRectangle (track.withWidth (track.getWidth() * static_cast<float> (made)), 1.5f);
    }

    g.setFont (theme.caption());
    g.setColour (wave.sound() != nullptr ? theme.text : theme.quietText);
    g.drawFittedText (label, foot, juce::Justification::centredLeft, 1, 0.8f);

    if (selected)
    {
        g.setColour (theme.selection);
        g.drawRoundedRectangle (bounds.reduced (0.75f), Theme::smallRadius, 1.5f);
    }
}

void CandidateCard::mouseDown (const juce::MouseEvent&)
{
    if (onPick)
        onPick();
}

void CandidateCard::mouseDrag (const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor (this);

    if (container == nullptr || wave.sound() == nullptr || event.getDistanceFromDragStart() < 6
        || container->isDragAndDropActive())
        return;

    container->startDragging (dragToken (Dragged::candidate, index), this,
                              juce::ScaledImage (createComponentSnapshot (getLocalBounds(), true, 2.0f), 2.0));
}

void CandidateCard::mouseDoubleClick (const juce::MouseEvent&)
{
    if (onKeep)
        onKeep(); // may delete this
}

std::unique_ptr<juce::AccessibilityHandler> CandidateCard::createAccessibilityHandler()
{
    const auto pick = [this] {
        if (onPick)
            onPick();
    };
    return std::make_unique<juce::AccessibilityHandler> (
        *this, juce::AccessibilityRole::button,
        juce::AccessibilityActions().addAction (juce::AccessibilityActionType::press, pick));
}
} // namespace stochastick
