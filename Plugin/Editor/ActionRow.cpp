#include "Editor/ActionRow.h"

#include "Editor/Icons.h"
#include "Editor/LookAndFeel.h"

namespace stochastick
{
namespace
{
constexpr int childCount = 8, narrow = 640, narrowestWithIcon = 50;

/** Pixels, for a row of the width `whole`; wider and narrower rows scale all alike. */
struct Widths
{
    int whole, generate, automatic, vary, amount, lock, children, redo, groupGap;
};

constexpr Widths wideWidths { 776, 100, 46, 84, 66, 63, 80, 100, 16 };
constexpr Widths narrowWidths { 548, 76, 40, 42, 44, 42, 66, 48, 10 };
} // namespace

ActionRow::LockButton::LockButton (const Theme& newTheme, const LockInfo& info)
    : juce::Button (info.name),
      theme (newTheme),
      lock (info.lock)
{
    setClickingTogglesState (true);
    setTitle ("Keep the " + juce::String (info.name).toLowerCase());
    setTooltip (getTitle() + " when the sound is varied");
    setComponentID ("lock_" + juce::String (info.key));
}

void ActionRow::LockButton::paintButton (juce::Graphics& g, bool over, bool)
{
    const auto held = getToggleState();
    const auto area = getLocalBounds().toFloat();
    g.setColour (held ? theme.raised.interpolatedWith (theme.selection, 0.22f) : over ? theme.hovered : theme.raised);
    g.fillRoundedRectangle (area, Theme::smallRadius);
    const auto colour = isEnabled() ? theme.quietText : theme.disabledText;
    auto inside = area.reduced (getWidth() < narrowestWithIcon ? 2.0f : 5.0f, 0.0f);

    if (getWidth() >= narrowestWithIcon)
    {
        const auto icon = inside.removeFromLeft (12.0f).withSizeKeepingCentre (12.0f, 12.0f);
        drawIcon (g, held ? Icon::lock : Icon::unlock, icon, held ? theme.selection : colour);
        inside.removeFromLeft (3.0f);
    }

    g.setColour (held ? theme.text : colour);
    g.setFont (theme.fonts.regular (12.0f));
    g.drawFittedText (getName(), inside.toNearestInt(), juce::Justification::centred, 1, 0.75f);

    if (hasKeyboardFocus (false))
        theme.drawFocus (g, area, Theme::smallRadius);
}

ActionRow::ActionRow (Processor& owner, const Theme& newTheme, LiveMaking& newLive)
    : PadFollower (owner),
      theme (newTheme),
      live (newLive)
{
    prepare (generateButton, "generate", "Make a new sound for this pad (G)", &ActionRow::generate);
    prepare (varyButton, "vary", "Change this sound by the amount; what is locked stays (V)", &ActionRow::vary);
    prepare (childrenButton, "children", "Make eight variations to choose from", &ActionRow::children);
    prepare (redoButton, "redoRegion", "Make the marked regions anew and keep the rest", &ActionRow::redo);
    setStyle (generateButton, ButtonStyle::primary);

    autoButton.setClickingTogglesState (true);
    autoButton.setTooltip ("Hear drafts while a knob is turned, and the sound when it is let go; keeps the seed");
    autoButton.setComponentID ("auto");
    autoButton.setToggleState (live.isOn(), juce::dontSendNotification);
    autoButton.onClick = [this] { live.setOn (autoButton.getToggleState()); };
    addAndMakeVisible (autoButton);

    prepareAmount();
    prepareLocks();
    showAmount();
    padShown();
}

void ActionRow::prepareAmount()
{
    auto& remembered = processor.editorMemory().amount;
    amount.setRange (1.0, 100.0, 1.0);
    amount.setValue (remembered, juce::dontSendNotification);
    amount.setDoubleClickReturnValue (true, EditorMemory {}.amount);
    amount.setTextValueSuffix (" %");
    amount.onValueChange = [this, &remembered] {
        remembered = amount.getValue();
        showAmount();
    };
    amount.setTitle ("Amount of variation");
    amount.setTooltip ("How far a variation or a child goes from this sound");
    amount.setComponentID ("amount");
    amount.setScrollWheelEnabled (false);
    addAndMakeVisible (amount);
}

void ActionRow::prepareLocks()
{
    const auto& remembered = processor.editorMemory().locks;

    for (const auto& info : allLocks())
    {
        auto& button = lockButtons.emplace_back (std::make_unique<LockButton> (theme, info));
        addAndMakeVisible (*button);
        button->setToggleState (std::find (remembered.begin(), remembered.end(), info.lock) != remembered.end(),
                                juce::dontSendNotification);
        button->onClick = [this] { locksChanged(); };
    }
}

void ActionRow::prepare (juce::TextButton& button, const juce::String& identifier, const juce::String& tooltip,
                         void (ActionRow::*action)())
{
    button.setComponentID (identifier);
    button.setTooltip (tooltip);
    button.onClick = [this, action] { (this->*action)(); };
    addAndMakeVisible (button);
}

bool ActionRow::isNarrow() const
{
    return getWidth() < narrow;
}

void ActionRow::showAmount()
{
    const auto percent = " " + juce::String (juce::roundToInt (amount.getValue())) + " %";
    varyButton.setButtonText (isNarrow() ? juce::String ("Vary") : "Vary" + percent);
}

void ActionRow::setRegions (const std::vector<Region>& newRegions)
{
    regions = newRegions;
    padShown();
}

void ActionRow::locksChanged()
{
    processor.editorMemory().locks = locks();

    if (onLocksChanged)
        onLocksChanged();
}

std::vector<Lock> ActionRow::locks() const
{
    std::vector<Lock> held;

    for (const auto& button : lockButtons)
        if (button->getToggleState())
            held.push_back (button->lock);

    return held;
}

void ActionRow::generate()
{
    session().generate (padIndex());
}

void ActionRow::vary()
{
    session().vary (padIndex(), amountShare(), locks());
}

void ActionRow::children()
{
    session().children (padIndex(), amountShare(), locks(), childCount);
}

void ActionRow::redo()
{
    if (! regions.empty())
        session().redo (padIndex(), regions);
}

void ActionRow::paint (juce::Graphics& g)
{
    g.setColour (theme.outline);

    for (const auto x : dividers)
        g.fillRect (x, 4, 1, getHeight() - 8);
}

void ActionRow::resized()
{
    const auto& widths = isNarrow() ? narrowWidths : wideWidths;
    const auto scale = std::clamp (static_cast<float> (getWidth()) / static_cast<float> (widths.whole), 0.7f, 1.3f);
    const auto scaled = [scale] (int width) { return juce::roundToInt (scale * static_cast<float> (width)); };
    auto area = getLocalBounds();
    const auto put = [&] (juce::Component& part, int width, int gapAfter) {
        part.setBounds (area.removeFromLeft (scaled (width)));
        area.removeFromLeft (scaled (gapAfter));
    };
    const auto divide = [&] (std::size_t index) { dividers[index] = area.getX() - scaled (widths.groupGap / 2); };

    put (generateButton, widths.generate, 6);
    put (autoButton, widths.automatic, widths.groupGap);
    divide (0);
    put (varyButton, widths.vary, 4);
    put (amount, widths.amount, 6);

    for (auto& button : lockButtons)
        put (*button, widths.lock, 3);

    put (childrenButton, widths.children, widths.groupGap);
    divide (1);
    redoButton.setBounds (area.removeFromLeft (std::min (area.getWidth(), scaled (widths.redo))));
    showAmount();
    padShown();
}

void ActionRow::padShown()
{
    const auto hasSound = pad().sound() != nullptr;
    varyButton.setEnabled (hasSound);
    childrenButton.setEnabled (hasSound);
    amount.setEnabled (hasSound);
    redoButton.setEnabled (hasSound && ! regions.empty());
    redoButton.setButtonText (isNarrow() ? "Redo" : regions.size() > 1 ? "Redo regions" : "Redo region");
    childrenButton.setButtonText (isNarrow() ? "Children" : "8 children");

    for (auto& button : lockButtons)
        button->setEnabled (hasSound);
}
} // namespace stochastick
