#include "Editor/SoundCanvas.h"

#include "Editor/SoundOverlay.h"

namespace stochastick
{
namespace
{
constexpr float edgeReach = 6.0f; // pixels
} // namespace

SoundCanvas::SoundCanvas (const Theme& newTheme)
    : theme (newTheme),
      picture (newTheme)
{
    setTitle ("Sound");
    setHelpText ("Click to hear it. Drag to mark a region that is made anew; Delete removes it, a double click marks all.");
    setWantsKeyboardFocus (true);
    addAndMakeVisible (picture);
}

void SoundCanvas::setRegions (RegionSet* set)
{
    regions = set;
    repaint();
}

void SoundCanvas::setLockedParts (const LockedParts& parts)
{
    locked = parts;
    repaint();
}

void SoundCanvas::setPlayhead (double seconds)
{
    if (seconds == playhead)
        return;

    repaintPlayhead();
    playhead = seconds;
    repaintPlayhead();
}

void SoundCanvas::setHint (const juce::String& text)
{
    hint = text;
    repaint();
}

void SoundCanvas::paint (juce::Graphics&) {}

void SoundCanvas::paintOverChildren (juce::Graphics& g)
{
    const auto area = picture.plotArea();
    const auto scale = picture.timeScale();

    if (picture.shown() == nullptr)
    {
        g.setColour (theme.quietText);
        g.setFont (theme.body());
        g.drawFittedText (hint, area.reduced (16), juce::Justification::centred, 3);
    }

    if (scale.seconds > 0.0)
    {
        paintLockedParts (g, theme, area, scale, locked, picture.yOf (usualLowsHz));

        if (regions != nullptr)
            paintRegions (g, theme, area, scale, *regions);

        if (playhead >= 0.0 && playhead <= scale.seconds)
        {
            g.setColour (theme.selection);
            g.fillRect (scale.xOf (playhead) - 0.75f, 0.0f, 1.5f, static_cast<float> (area.getHeight()));
        }
    }

    if (hasKeyboardFocus (false))
        theme.drawFocus (g, area.toFloat(), Theme::smallRadius);
}

void SoundCanvas::resized()
{
    picture.setBounds (getLocalBounds());
}

void SoundCanvas::mouseMove (const juce::MouseEvent& event)
{
    using Part = RegionSet::Part;
    const auto part = regions == nullptr ? Part::outside : regions->spotAt (secondsOf (event), reach()).part;
    const auto isEdge = part == Part::leftEdge || part == Part::rightEdge;
    setMouseCursor (isEdge                 ? juce::MouseCursor::LeftRightResizeCursor
                    : part == Part::inside ? juce::MouseCursor::DraggingHandCursor
                                           : juce::MouseCursor::IBeamCursor);
}

void SoundCanvas::mouseDown (const juce::MouseEvent& event)
{
    if (regions != nullptr && event.mods.isLeftButtonDown())
        regions->press (secondsOf (event), reach());

    repaint();
}

void SoundCanvas::mouseDrag (const juce::MouseEvent& event)
{
    if (regions == nullptr || ! event.mouseWasDraggedSinceMouseDown())
        return;

    regions->drag (secondsOf (event));
    repaint();
}

void SoundCanvas::mouseUp (const juce::MouseEvent& event)
{
    if (regions != nullptr)
        regions->release();

    if (! event.mouseWasDraggedSinceMouseDown() && onClick)
        onClick();

    changed();
}

void SoundCanvas::mouseDoubleClick (const juce::MouseEvent&)
{
    if (regions != nullptr)
        regions->selectAll();

    changed();
}

bool SoundCanvas::keyPressed (const juce::KeyPress& key)
{
    if (regions == nullptr)
        return false;

    if (key == juce::KeyPress::deleteKey || key == juce::KeyPress::backspaceKey)
        regions->removeSelected();
    else if (key == juce::KeyPress::escapeKey && (regions->isDragging() || regions->selected() >= 0))
        regions->select (-1);
    else if (key == juce::KeyPress ('a', juce::ModifierKeys::commandModifier, 0))
        regions->selectAll();
    else if (! moveSelected (key))
        return false;

    changed(); // with the keyboard here, Delete never reaches the pad, not even without a region
    return true;
}

double SoundCanvas::secondsOf (const juce::MouseEvent& event) const
{
    return picture.timeScale().secondsAt (event.position.x);
}

double SoundCanvas::reach() const
{
    return picture.timeScale().secondsIn (edgeReach);
}

void SoundCanvas::changed()
{
    repaint();

    if (onRegionsChanged)
        onRegionsChanged();
}

bool SoundCanvas::moveSelected (const juce::KeyPress& key)
{
    const auto isLeft = key.getKeyCode() == juce::KeyPress::leftKey;

    if (regions->selected() < 0 || (! isLeft && key.getKeyCode() != juce::KeyPress::rightKey))
        return false;

    const auto seconds = key.getModifiers().isShiftDown() ? 0.01 : 0.001;
    regions->nudge (isLeft ? -seconds : seconds);
    return true;
}

void SoundCanvas::repaintPlayhead()
{
    if (playhead >= 0.0)
        repaint (juce::roundToInt (picture.timeScale().xOf (playhead)) - 2, 0, 5, getHeight());
}
} // namespace stochastick
