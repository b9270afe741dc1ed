#include "Editor/DragTokens.h"
#include "Editor/PadView.h"

namespace stochastick
{
namespace
{
constexpr int dragDistance = 8; // pixels
}

void PadView::mouseDown (const juce::MouseEvent& event)
{
    dragged = false;
    processor.selectPad (pad);

    if (event.mods.isPopupMenu())
        return actions.showMenu (pad, *this);

    const auto height = 1.0f - static_cast<float> (event.y) / static_cast<float> (getHeight());
    processor.audition (pad, juce::jlimit (0.2f, 1.0f, 0.3f + 0.8f * height));
}

void PadView::mouseDrag (const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor (this);

    if (dragged || container == nullptr || event.mods.isPopupMenu() || event.getDistanceFromDragStart() < dragDistance
        || processor.session().pad (pad).sound() == nullptr)
        return;

    dragged = true;

    // An image in a window of its own would hide ours from JUCE on Linux, which then thinks that the mouse has left it.
    container->startDragging (dragToken (Dragged::pad, pad), this, juce::ScaledImage(), false);
}

void PadView::mouseUp (const juce::MouseEvent&)
{
    dragged = false;
}

void PadView::mouseDoubleClick (const juce::MouseEvent& event)
{
    if (event.y < name.getBottom() + theme.unit)
        rename();
}

std::unique_ptr<juce::AccessibilityHandler> PadView::createAccessibilityHandler()
{
    juce::AccessibilityActions spoken;
    spoken.addAction (juce::AccessibilityActionType::press, [this] {
        processor.selectPad (pad);
        processor.audition (pad, 0.8f);
    });
    spoken.addAction (juce::AccessibilityActionType::focus, [this] { processor.selectPad (pad); });
    spoken.addAction (juce::AccessibilityActionType::showMenu, [this] { actions.showMenu (pad, *this); });
    return std::make_unique<juce::AccessibilityHandler> (*this, juce::AccessibilityRole::button, std::move (spoken));
}

bool PadView::isInterestedInFileDrag (const juce::StringArray& files)
{
    return ! files.isEmpty(); // of those that are no sounds it is said why
}

void PadView::filesDropped (const juce::StringArray& files, int, int)
{
    showDropping (false);
    processor.selectPad (pad);
    actions.offerFirst (pad, files, *this);
}

bool PadView::isInterestedInDragSource (const SourceDetails& source)
{
    const auto from = draggedIndex (Dragged::pad, source.description);
    return (from.has_value() && *from != pad) || draggedIndex (Dragged::candidate, source.description).has_value();
}

void PadView::itemDropped (const SourceDetails& source)
{
    showDropping (false);

    if (const auto candidate = draggedIndex (Dragged::candidate, source.description))
        processor.session().keepCandidate (*candidate, pad);
    else if (const auto from = draggedIndex (Dragged::pad, source.description))
        actions.offerPair (*from, pad, *this);
}
} // namespace stochastick
