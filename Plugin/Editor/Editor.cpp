#include "Editor/Editor.h"

#include "Editor/DragTokens.h"

namespace stochastick
{
namespace
{
constexpr int leastWidth = 900, leastHeight = 580, mostWidth = 2400, mostHeight = 1600;
} // namespace

Editor::Editor (Processor& shown)
    : AudioProcessorEditor (shown),
      owner (shown),
      look (theme),
      actions (shown),
      header (shown, theme),
      grid (shown, theme, actions),
      jobs (shown, theme),
      sound (shown, theme),
      history (shown, theme),
      make (shown, theme),
      candidates (shown, theme),
      play (shown, theme),
      status (shown, theme),
      kitMaker (shown, theme),
      tooltips (this, 700)
{
    setLookAndFeel (&look);
    setTitle ("Stochastick");
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    setOpaque (true);

    for (auto* child : std::initializer_list<juce::Component*> { &header, &grid, &jobs, &sound, &history, &make, &candidates,
                                                                 &play, &status })
        addAndMakeVisible (child);

    addChildComponent (kitMaker);
    actions.onRename = [this] (int pad) { grid.view (pad).rename(); };
    header.onWholeKit = [this] { showKitMaker (! kitMaker.isVisible()); };
    sound.onRegionsChanged = [this] { make.setRegions (sound.regions()); };
    make.onLocksChanged = [this] { sound.setLocks (make.locks()); };
    header.onSay = [this] (const juce::String& sentence) { status.say (sentence); };
    kitMaker.onClose = [this] { showKitMaker (false); };
    addMouseListener (this, true);

    make.setRegions (sound.regions());
    sound.setLocks (make.locks());

    setResizable (true, true);
    setResizeLimits (leastWidth, leastHeight, mostWidth, mostHeight);
    openAsLastTime();
}

Editor::~Editor()
{
    rememberSize();
    juce::PopupMenu::dismissAllActiveMenus();
    removeMouseListener (this);
    setLookAndFeel (nullptr);
}

void Editor::openAsLastTime()
{
    const auto chosen = owner.userSettings().read();
    const auto* screen = juce::Desktop::getInstance().getDisplays().getPrimaryDisplay();
    const auto room =
        screen == nullptr ? juce::Rectangle<int> (mostWidth, mostHeight) : screen->userArea; // may be smaller now
    const auto within = [] (int size, int usual, int least, int most) {
        return juce::jlimit (least, std::max (least, most), size > 0 ? size : usual);
    };

    setSize (within (chosen.windowWidth, defaultWidth, leastWidth, std::min (mostWidth, room.getWidth())),
             within (chosen.windowHeight, defaultHeight, leastHeight, std::min (mostHeight, room.getHeight())));
    openedAs = getLocalBounds();
}

void Editor::rememberSize()
{
    if (getLocalBounds() != openedAs) // a size that cannot be stored is no harm
        owner.userSettings().change ([this] (UserChoices& choices) {
            choices.windowWidth = getWidth();
            choices.windowHeight = getHeight();
        });
}

void Editor::paint (juce::Graphics& g)
{
    g.fillAll (theme.window);
}

void Editor::resized()
{
    auto area = getLocalBounds();
    header.setBounds (area.removeFromTop (header.height));
    status.setBounds (area.removeFromBottom (28));
    area = area.reduced (theme.padding, 0).withTrimmedTop (theme.padding);

    const auto jobsHeight = juce::jlimit (84, 200, area.getHeight() / 4);
    const auto gridHeight = area.getHeight() - jobsHeight; // of which pads are not much narrower than high
    auto left = area.removeFromLeft (juce::jlimit (getWidth() * 32 / 100, getWidth() * 42 / 100, gridHeight * 3 / 4));
    area.removeFromLeft (theme.padding);
    jobs.setBounds (left.removeFromBottom (jobsHeight));
    left.removeFromBottom (theme.gap);
    grid.setBounds (left);

    const auto roomy = juce::jlimit (0.0f, 1.0f, static_cast<float> (area.getHeight() - 480) / 240.0f);
    const auto between = [roomy] (int least, int most) {
        return juce::roundToInt (juce::jmap (roomy, float (least), float (most)));
    };
    const auto take = [&] (juce::Component& child, int height) {
        child.setBounds (area.removeFromBottom (height));
        area.removeFromBottom (theme.gap);
    };

    take (play, between (112, 136));
    take (candidates, between (72, 104));
    take (make, between (150, 200));
    history.setBounds (area.removeFromRight (juce::jlimit (140, 260, area.getWidth() / 4)));
    area.removeFromRight (theme.gap);
    sound.setBounds (area);
    kitMaker.setBounds (juce::Rectangle<int> (KitMaker::width, KitMaker::height)
                            .withPosition (header.wholeKitButton().getX(), header.getBottom() - theme.unit));
}

void Editor::mouseDown (const juce::MouseEvent& event)
{
    showFocus (false);

    const auto inside = [&] (const juce::Component& parent) {
        return event.originalComponent == &parent || parent.isParentOf (event.originalComponent);
    };

    if (kitMaker.isVisible() && ! inside (kitMaker) && ! inside (header.wholeKitButton()))
        showKitMaker (false);

    if (inside (grid) && isShowing() && ! event.originalComponent->hasKeyboardFocus (true))
        grid.grabKeyboardFocus();
}

void Editor::showFocus (bool visible)
{
    if (std::exchange (theme.focusVisible, visible) != visible)
        if (auto* focused = juce::Component::getCurrentlyFocusedComponent(); focused != nullptr && isParentOf (focused))
            focused->repaint();
}

void Editor::showKitMaker (bool visible)
{
    kitMaker.setVisible (visible);

    if (visible)
        kitMaker.toFront (true);
}

bool Editor::shouldDropFilesWhenDraggedExternally (const juce::DragAndDropTarget::SourceDetails& source,
                                                   juce::StringArray& files, bool& canMove)
{
    const auto pad = draggedIndex (Dragged::pad, source.description);
    const auto file = pad.has_value() ? actions.draggableFile (*pad) : juce::File();

    if (file == juce::File())
        return false;

    files.add (file.getFullPathName());
    canMove = false;
    return true;
}
} // namespace stochastick
