#include "Editor/JobList.h"

#include "Editor/LookAndFeel.h"

namespace stochastick
{
namespace
{
/** "4 s left" */
juce::String timeText (const JobView& job)
{
    if (! job.running)
        return "waits";

    if (job.progress.fraction <= 0.0)
        return "starts";

    const auto seconds = job.progress.secondsLeft;

    if (seconds >= 90.0)
        return juce::String (juce::roundToInt (seconds / 60.0)) + " min left";

    return (seconds < 9.95 ? juce::String (seconds, 1) : juce::String (juce::roundToInt (seconds))) + " s left";
}
} // namespace

JobRow::JobRow (Session& owner, const Theme& look)
    : session (owner),
      theme (look),
      stop (Icon::stop, "Stop", "Keeps the sound as far as it is."),
      cancel (Icon::close, "Cancel", "Ends it; nothing changes.")
{
    setStyle (stop, ButtonStyle::quiet);
    setStyle (cancel, ButtonStyle::quiet);
    stop.setComponentID ("stop");
    cancel.setComponentID ("cancel");
    stop.onClick = [this] { session.stop (id); };
    cancel.onClick = [this] { session.cancel (id); };
    addAndMakeVisible (stop);
    addAndMakeVisible (cancel);
}

void JobRow::show (const JobView& job)
{
    const auto newText = juce::String::fromUTF8 (job.text.c_str());
    const auto newRemaining = timeText (job);
    const auto newFraction = static_cast<float> (job.progress.fraction);

    if (id == job.id && newText == text && newRemaining == remaining && juce::approximatelyEqual (newFraction, fraction)
        && running == job.running)
        return;

    id = job.id;
    text = newText;
    remaining = newRemaining;
    fraction = newFraction;
    running = job.running;
    stop.setVisible (running);
    setTitle (text + ", " + remaining);
    repaint();
}

void JobRow::resized()
{
    auto buttons = getLocalBounds().removeFromTop (24);
    cancel.setBounds (buttons.removeFromRight (24));
    stop.setBounds (buttons.removeFromRight (24));
}

void JobRow::paint (juce::Graphics& g)
{
    auto area = getLocalBounds();
    auto line = area.removeFromTop (24).withTrimmedRight (48 + theme.unit);
    g.setFont (theme.small());
    g.setColour (theme.quietText);
    g.drawText (remaining, line.removeFromRight (64), juce::Justification::centredRight, false);
    g.setColour (running ? theme.text : theme.quietText);
    g.setFont (theme.body());
    g.drawText (text, line, juce::Justification::centredLeft, true);

    const auto track = area.removeFromTop (4).toFloat();
    g.setColour (theme.outline);
    g.fillRoundedRectangle (track, 2.0f);
    g.setColour (running ? theme.action : theme.strongOutline);
    g.fillRoundedRectangle (track.withWidth (track.getWidth() * juce::jlimit (0.0f, 1.0f, fraction)), 2.0f);
}

JobList::JobList (Processor& processor, const Theme& look)
    : session (processor.session()),
      theme (look)
{
    setComponentID ("jobs");
    setTitle ("What is being made");
    viewport.setViewedComponent (&content, false);
    viewport.setScrollBarsShown (true, false);
    addAndMakeVisible (viewport);
    setStyle (cancelAll, ButtonStyle::quiet);
    cancelAll.setComponentID ("cancelAll");
    cancelAll.setTooltip ("Ends everything that is made or waits; nothing changes.");
    cancelAll.onClick = [this] { session.cancelAll(); };
    addChildComponent (cancelAll);
    session.addListener (this);
    jobsChanged();
}

JobList::~JobList()
{
    session.removeListener (this);
}

void JobList::jobsChanged()
{
    const auto& jobs = session.jobs();
    const auto count = static_cast<int> (jobs.size());

    if (count != rows.size())
    {
        while (rows.size() < count)
            content.addAndMakeVisible (rows.add (new JobRow (session, theme)));

        rows.removeLast (rows.size() - count);
        layOutRows();
        cancelAll.setVisible (count > 1);
        repaint();
    }

    for (int i = 0; i < count; ++i)
        rows[i]->show (jobs[static_cast<std::size_t> (i)]);
}

void JobList::layOutRows()
{
    content.setSize (viewport.getMaximumVisibleWidth(), rows.size() * JobRow::height);
    auto area = content.getLocalBounds();
    area.setWidth (viewport.getMaximumVisibleWidth());

    for (auto* row : rows)
        row->setBounds (area.removeFromTop (JobRow::height));
}

void JobList::resized()
{
    auto area = getLocalBounds().reduced (theme.padding, theme.gap);
    auto head = area.removeFromTop (theme.smallControlHeight);
    cancelAll.setBounds (head.removeFromRight (80));
    viewport.setBounds (area);
    layOutRows();
}

void JobList::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    auto area = getLocalBounds().reduced (theme.padding, theme.gap);
    g.setColour (theme.text);
    g.setFont (theme.title());
    const auto count = rows.size();
    g.drawText (count < 2 ? juce::String ("In the making") : "In the making: " + juce::String (count),
                area.removeFromTop (theme.smallControlHeight), juce::Justification::centredLeft, true);

    if (count > 0)
        return;

    g.setColour (theme.quietText);
    g.setFont (theme.small());
    const juce::StringArray hints { "G generates, V varies the selected pad", "Space plays it, the arrows choose another",
                                    "Drop a pad on another one to morph or breed them", "Drop a sound file to drumify it" };

    for (const auto& hint : hints)
        if (area.getHeight() >= 18)
            g.drawFittedText (hint, area.removeFromTop (18), juce::Justification::centredLeft, 1, 0.8f);
}
} // namespace stochastick
