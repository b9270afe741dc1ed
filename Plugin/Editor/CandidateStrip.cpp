#include "Editor/CandidateStrip.h"

#include "Editor/ClassMix.h"
#include "Editor/LookAndFeel.h"

namespace stochastick
{
namespace
{
constexpr int narrowestCard = 64, widestCard = 112, headWidth = 84;
} // namespace

CandidateStrip::CandidateStrip (Processor& owner, const Theme& newTheme)
    : PadFollower (owner),
      theme (newTheme),
      previousButton ("Previous candidate", 0.5f, newTheme.quietText),
      nextButton ("Next candidate", 0.0f, newTheme.quietText)
{
    setTitle ("Candidates");
    setWantsKeyboardFocus (true);
    view.setViewedComponent (&row, false);
    view.setScrollBarsShown (false, true);
    view.setScrollBarThickness (5);
    view.setWantsKeyboardFocus (false);
    addAndMakeVisible (view);

    keepButton.setComponentID ("keepCandidate");
    keepButton.setTooltip ("Put the chosen candidate on the selected pad");
    keepButton.onClick = [this] { keepSelected(); };
    clearButton.setComponentID ("clearCandidates");
    clearButton.setTooltip ("Forget all candidates and stop making them");
    clearButton.onClick = [this] { session().clearCandidates(); };
    setStyle (clearButton, ButtonStyle::quiet);
    previousButton.setTooltip ("Hear the one before");
    previousButton.onClick = [this] { step (-1); };
    nextButton.setTooltip ("Hear the next one");
    nextButton.onClick = [this] { step (1); };

    for (auto* button : std::initializer_list<juce::Button*> { &keepButton, &clearButton, &previousButton, &nextButton })
        addAndMakeVisible (button);

    refresh();
}

void CandidateStrip::keepSelected()
{
    const auto& candidates = session().candidates();

    if (selected >= 0 && selected < static_cast<int> (candidates.size())
        && candidates[static_cast<std::size_t> (selected)].sound != nullptr)
        session().keepCandidate (selected, padIndex());
}

void CandidateStrip::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    auto head = getLocalBounds().reduced (Theme::padding, Theme::gap).removeFromLeft (headWidth);
    g.setFont (theme.title());
    g.setColour (theme.text);
    g.drawText ("Candidates", head.removeFromTop (Theme::labelHeight), juce::Justification::centredLeft, true);

    if (cards.empty())
    {
        g.setFont (theme.body());
        g.setColour (theme.quietText);
        g.drawFittedText ("Children of a pad, and the sounds between two pads, come here to be heard and kept.",
                          view.getBounds().withTrimmedLeft (Theme::gap), juce::Justification::centredLeft, 2, 1.0f);
    }

    if (hasKeyboardFocus (false))
        theme.drawFocus (g, getLocalBounds().toFloat());
}

void CandidateStrip::resized()
{
    auto area = getLocalBounds().reduced (Theme::padding, Theme::gap);
    auto head = area.removeFromLeft (headWidth).withTrimmedTop (Theme::labelHeight + Theme::unit);
    head = head.withHeight (std::min (head.getHeight(), 20));
    previousButton.setBounds (head.removeFromLeft (20).reduced (4));
    nextButton.setBounds (head.removeFromLeft (20).reduced (4));
    auto buttons = area.removeFromRight (64);
    const auto height = std::min (Theme::smallControlHeight, (buttons.getHeight() - Theme::unit) / 2);
    keepButton.setBounds (buttons.removeFromTop (height));
    clearButton.setBounds (buttons.removeFromBottom (height));
    area.removeFromRight (Theme::gap);
    view.setBounds (area);
    arrangeCards();
}

bool CandidateStrip::keyPressed (const juce::KeyPress& key)
{
    if (cards.empty())
        return false;

    if (key == juce::KeyPress::leftKey)
        step (-1);
    else if (key == juce::KeyPress::rightKey)
        step (1);
    else if (key == juce::KeyPress::returnKey)
        keepSelected();
    else if (key == juce::KeyPress::spaceKey)
        pick (selected);
    else
        return false;

    return true;
}

void CandidateStrip::jobsShown()
{
    if (! cards.empty())
        refresh();
}

void CandidateStrip::refresh()
{
    const auto& candidates = session().candidates();
    const auto wanted = candidates.size();

    if (cards.size() > wanted)
        cards.resize (wanted);

    while (cards.size() < wanted)
    {
        const auto index = count();
        auto& card = cards.emplace_back (std::make_unique<CandidateCard> (theme, index));
        row.addAndMakeVisible (*card);
        card->onPick = [this, index] { pick (index); };
        card->onKeep = [this, index] {
            selected = index;
            keepSelected();
        };
    }

    selected = std::min (selected, count() - 1);
    bool anySound = false;

    for (std::size_t i = 0; i < wanted; ++i)
    {
        const auto* sound = candidates[i].sound.get();
        const auto index = static_cast<int> (i);
        cards[i]->show (candidates[i], progressOf (index), index == selected,
                        sound == nullptr ? theme.wave : theme.classColour (mainClass (sound->recipe.classes)));
        anySound = anySound || sound != nullptr;
    }

    keepButton.setEnabled (selected >= 0 && candidates[static_cast<std::size_t> (selected)].sound != nullptr);
    clearButton.setEnabled (! cards.empty());
    previousButton.setEnabled (anySound);
    nextButton.setEnabled (anySound);
    view.setVisible (! cards.empty());
    arrangeCards();
    repaint();
}

void CandidateStrip::arrangeCards()
{
    if (cards.empty())
        return;

    const auto width = std::clamp ((view.getWidth() + Theme::unit) / count() - Theme::unit, narrowestCard, widestCard);
    const auto total = count() * (width + Theme::unit) - Theme::unit;
    row.setSize (total, view.getHeight() - (total > view.getWidth() ? view.getScrollBarThickness() + 2 : 0));

    for (int i = 0; i < count(); ++i)
        cards[static_cast<std::size_t> (i)]->setBounds (i * (width + Theme::unit), 0, width, row.getHeight());
}

void CandidateStrip::pick (int index)
{
    if (index < 0 || index >= count())
        return;

    selected = index;
    refresh();
    const auto& candidate = session().candidates()[static_cast<std::size_t> (index)];

    if (candidate.sound != nullptr)
        processor.audition (playable (candidate.sound->audio));

    const auto& card = *cards[static_cast<std::size_t> (index)];

    if (card.getX() < view.getViewPositionX() || card.getRight() > view.getViewPositionX() + view.getWidth())
        view.setViewPosition (card.getX(), 0);
}

void CandidateStrip::step (int by)
{
    if (! cards.empty())
        pick (selected < 0 ? 0 : (selected + by + count()) % count());
}

double CandidateStrip::progressOf (int index) const
{
    for (const auto& job : session().jobs())
        if (job.candidate == index)
            return job.running ? job.progress.fraction : -1.0;

    return -1.0;
}
} // namespace stochastick
