#include "Editor/PadView.h"

#include "Editor/AudioOf.h"
#include "Editor/ClassMix.h"
#include "Editor/LookAndFeel.h"
#include "ParameterText.h"

namespace stochastick
{
namespace
{
constexpr int inset = 6, leastFootWidth = 24; // pixels

bool isNarrow (const juce::Component& pad)
{
    return pad.getWidth() < 80;
}

/** Of M and S, so that the note has room beside them. */
int toggleWidth (const juce::Component& pad)
{
    return isNarrow (pad) ? 15 : 20;
}

} // namespace

PadView::PadView (Processor& owner, const Theme& look, PadActions& menus, int index)
    : processor (owner),
      theme (look),
      actions (menus),
      pad (index)
{
    setComponentID ("pad" + juce::String (index + 1));
    name.setBorderSize ({});
    name.setMinimumHorizontalScale (0.7f);
    name.setInterceptsMouseClicks (false, true);
    name.onTextChange = [this] { processor.session().setName (pad, name.getText().trim().toStdString()); };
    addAndMakeVisible (name);
    addToggle (mute, "mute", "Mute");
    addToggle (solo, "solo", "Solo");
    muteAttachment = std::make_unique<Attachment> (processor.parameters(), parameterId (pad, "mute"), mute);
    soloAttachment = std::make_unique<Attachment> (processor.parameters(), parameterId (pad, "solo"), solo);
    mute.onStateChange = [this] { repaint(); };
    thumbnail.onReady = [this] { repaint(); };
    refresh();
}

PadView::~PadView() = default;

void PadView::addToggle (juce::TextButton& button, const char* key, const char* title)
{
    button.setComponentID (key);
    button.setClickingTogglesState (true);
    button.setTooltip (title);
    button.setTitle (title + juce::String (" pad ") + juce::String (pad + 1));
    button.setWantsKeyboardFocus (false);
    setStyle (button, ButtonStyle::quiet);
    addAndMakeVisible (button);
}

void PadView::refresh()
{
    name.setText (processor.session().pad (pad).name, juce::dontSendNotification);
    setTitle (spokenTitle());
    renderThumbnail();
    repaint();
}

void PadView::showSelected (bool now)
{
    if (std::exchange (selected, now) != now)
        repaint();
}

void PadView::showLight (float velocity)
{
    const auto shown = std::round (velocity * 24.0f) / 24.0f; // few repaints while it fades

    if (! juce::approximatelyEqual (std::exchange (light, shown), shown))
        repaint();
}

void PadView::showProgress (double fraction)
{
    const auto shown = fraction < 0.0 ? -1.0 : std::round (fraction * 100.0) / 100.0;

    if (! juce::approximatelyEqual (std::exchange (progress, shown), shown))
        repaint();
}

void PadView::showDropping (bool over)
{
    dropping = over;
    repaint();
}

void PadView::rename()
{
    name.showEditor();
}

juce::String PadView::spokenTitle() const
{
    const auto& shown = processor.session().pad (pad);
    return "Pad " + juce::String (pad + 1) + ", " + juce::String (shown.name) + (shown.sound() == nullptr ? ", empty" : "");
}

juce::Colour PadView::colour() const
{
    const auto& shown = processor.session().pad (pad);
    const auto* sound = shown.sound();
    return theme.classColour (mainClass ((sound == nullptr ? shown.recipe : sound->recipe).classes));
}

juce::Rectangle<int> PadView::thumbnailArea() const
{
    return getLocalBounds().reduced (inset, 0).withTrimmedTop (28).withTrimmedBottom (28);
}

void PadView::renderThumbnail()
{
    const auto sound = processor.session().pad (pad).soundPointer();
    const auto scale = juce::Component::getApproximateScaleFactorForComponent (this);
    thumbnail.set (audioOf (sound), colour(), thumbnailArea(), std::max (2.0f, scale));
}

void PadView::resized()
{
    auto area = getLocalBounds().reduced (inset, theme.unit);
    name.setFont (theme.fonts.semibold (isNarrow (*this) ? 11.0f : 12.0f));
    name.setBounds (
        area.removeFromTop (20).withTrimmedLeft (theme.gap).withRight (getWidth() - (isNarrow (*this) ? 2 : inset)));
    auto foot = area.removeFromBottom (20);
    mute.setBounds (foot.removeFromLeft (toggleWidth (*this)));
    solo.setBounds (foot.removeFromLeft (toggleWidth (*this)));
    renderThumbnail();
}

void PadView::paint (juce::Graphics& g)
{
    const auto area = getLocalBounds().toFloat();
    const auto hue = colour();
    const auto back = selected ? theme.hovered : isMouseOver (true) ? theme.raised.brighter (0.04f) : theme.raised;
    g.setColour (back.interpolatedWith (hue, 0.45f * light));
    g.fillRoundedRectangle (area, theme.radius);

    const auto empty = processor.session().pad (pad).sound() == nullptr;
    g.setColour (hue.withMultipliedAlpha (empty ? 0.5f : 1.0f));
    g.fillRoundedRectangle (juce::Rectangle<float> (inset, 8.0f, 3.0f, 13.0f), 1.5f);

    g.setColour (theme.quietText);
    g.setFont (theme.small());
    auto inner = getLocalBounds().reduced (inset, theme.unit).withTrimmedLeft (2 * toggleWidth (*this));
    const auto& layers = processor.session().pad (pad).layers;
    const auto foot = layers.empty() ? noteName (processor.noteOf (pad)) : juce::String (layers.size()) + " sounds";

    if (inner.getWidth() >= leastFootWidth)
        g.drawText (foot, inner.removeFromBottom (20), juce::Justification::centredRight, false);

    paintThumbnail (g, hue);
}

void PadView::paintThumbnail (juce::Graphics& g, juce::Colour hue)
{
    const auto area = thumbnailArea();

    if (processor.session().pad (pad).sound() != nullptr)
    {
        g.setOpacity (mute.getToggleState() ? 0.3f : 1.0f);
        thumbnail.draw (g, area);
    }
    else if (progress < 0.0)
    {
        g.setColour (hue.withAlpha (0.25f));
        g.fillRect (area.withSizeKeepingCentre (area.getWidth(), 1));
    }

    if (progress >= 0.0)
        paintProgress (g);
}

void PadView::paintProgress (juce::Graphics& g)
{
    const auto ring = thumbnailArea().toFloat().withSizeKeepingCentre (34.0f, 34.0f);
    const auto turn = juce::MathConstants<float>::twoPi;
    g.setColour (theme.raised.withAlpha (0.8f));
    g.fillEllipse (ring.expanded (6.0f));
    g.setColour (theme.strongOutline);
    g.drawEllipse (ring, 3.0f);

    juce::Path arc;
    arc.addCentredArc (ring.getCentreX(), ring.getCentreY(), 17.0f, 17.0f, 0.0f, 0.0f, turn * static_cast<float> (progress),
                       true);
    g.setColour (theme.action);
    g.strokePath (arc, juce::PathStrokeType (3.0f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));

    if (progress <= 0.0)
        return; // waits

    g.setColour (theme.text);
    g.setFont (theme.small());
    g.drawText (juce::String (juce::roundToInt (progress * 100.0)), ring, juce::Justification::centred, false);
}

void PadView::paintOverChildren (juce::Graphics& g)
{
    const auto area = getLocalBounds().toFloat();

    if (dropping || selected)
    {
        g.setColour (dropping ? theme.action : theme.selection);
        g.drawRoundedRectangle (area.reduced (1.0f), theme.radius, 2.0f);
    }
    else if (light > 0.0f)
    {
        g.setColour (colour().withAlpha (light));
        g.drawRoundedRectangle (area.reduced (0.75f), theme.radius, 1.5f);
    }
}

juce::String PadView::getTooltip()
{
    return spokenTitle()
           + ". Click to play (louder near the top), drag to another pad or out of the window as WAV, "
             "drop a sound file on it, right-click for more.";
}
} // namespace stochastick
