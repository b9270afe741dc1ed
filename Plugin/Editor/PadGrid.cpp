#include "Editor/PadGrid.h"

namespace stochastick
{
namespace
{
constexpr int columns = 4, rows = 4;
constexpr int lightsPerSecond = 30, looksPerSecond = 2; // shown and hidden
} // namespace

PadGrid::PadGrid (Processor& owner, const Theme& look, PadActions& actions)
    : processor (owner),
      theme (look)
{
    setComponentID ("pads");
    setTitle ("Pads");
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::focusContainer);

    for (int pad = 0; pad < Session::pads; ++pad)
    {
        views[static_cast<std::size_t> (pad)] = std::make_unique<PadView> (processor, theme, actions, pad);
        addAndMakeVisible (view (pad));
    }

    processor.session().addListener (this);
    processor.selection().addChangeListener (this);
    showSelection();
    jobsChanged();
}

PadGrid::~PadGrid()
{
    processor.selection().removeChangeListener (this);
    processor.session().removeListener (this);
}

void PadGrid::moveSelection (int right, int up)
{
    const auto pad = processor.selectedPad();
    const auto column = juce::jlimit (0, columns - 1, pad % columns + right);
    const auto row = juce::jlimit (0, rows - 1, pad / columns + up);
    processor.selectPad (row * columns + column);
}

void PadGrid::resized()
{
    const auto place = [this] (int index, int count, int length) { return index * (length + theme.gap) / count; };

    for (int pad = 0; pad < Session::pads; ++pad)
    {
        const auto column = pad % columns, row = rows - 1 - pad / columns;
        const auto left = place (column, columns, getWidth()), right = place (column + 1, columns, getWidth()) - theme.gap;
        const auto top = place (row, rows, getHeight()), bottom = place (row + 1, rows, getHeight()) - theme.gap;
        view (pad).setBounds (juce::Rectangle<int>::leftTopRightBottom (left, top, right, bottom));
    }
}

void PadGrid::paintOverChildren (juce::Graphics& g)
{
    if (hasKeyboardFocus (false))
        theme.drawFocus (g, view (processor.selectedPad()).getBounds().toFloat().reduced (3.0f), theme.smallRadius);
}

std::unique_ptr<juce::AccessibilityHandler> PadGrid::createAccessibilityHandler()
{
    return std::make_unique<juce::AccessibilityHandler> (*this, juce::AccessibilityRole::group);
}

void PadGrid::padChanged (int pad)
{
    view (pad).refresh();
}

void PadGrid::jobsChanged()
{
    std::array<double, Session::pads> progress {};
    progress.fill (-1.0);

    for (const auto& job : processor.session().jobs())
        if (job.pad >= 0 && job.pad < Session::pads)
            progress[static_cast<std::size_t> (job.pad)] =
                std::max (progress[static_cast<std::size_t> (job.pad)], job.running ? job.progress.fraction : 0.0);

    for (int pad = 0; pad < Session::pads; ++pad)
        view (pad).showProgress (progress[static_cast<std::size_t> (pad)]);
}

void PadGrid::changeListenerCallback (juce::ChangeBroadcaster*)
{
    showSelection();
    repaint();
}

void PadGrid::showSelection()
{
    for (int pad = 0; pad < Session::pads; ++pad)
        view (pad).showSelected (pad == processor.selectedPad());
}

void PadGrid::timerCallback()
{
    updateTimer();

    for (int pad = 0; pad < Session::pads; ++pad)
        view (pad).showLight (processor.instrument().padActivity (pad));
}

void PadGrid::updateTimer()
{
    const auto wanted = 1000 / (isShowing() ? lightsPerSecond : looksPerSecond);

    if (getPeer() == nullptr)
        stopTimer();
    else if (getTimerInterval() != wanted)
        startTimer (wanted);
}
} // namespace stochastick
