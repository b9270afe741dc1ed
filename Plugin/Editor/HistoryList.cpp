#include "Editor/HistoryList.h"

#include "Editor/Icons.h"

namespace stochastick
{
namespace
{
constexpr int rowHeight = 36, starWidth = 22, widestWave = 40;
} // namespace

HistoryList::HistoryList (Processor& owner, const Theme& newTheme)
    : PadFollower (owner),
      theme (newTheme),
      list ("History", nullptr)
{
    setTitle ("History");
    list.setTitle ("History");
    list.setComponentID ("history");
    list.setRowHeight (rowHeight);
    list.setColour (juce::ListBox::backgroundColourId, juce::Colours::transparentBlack);
    list.setColour (juce::ListBox::outlineColourId, juce::Colours::transparentBlack);
    list.getViewport()->setScrollBarThickness (6);
    list.setModel (this);
    addAndMakeVisible (list);
    padShown();
}

HistoryList::~HistoryList()
{
    list.setModel (nullptr);
}

void HistoryList::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    auto area = getLocalBounds().reduced (Theme::padding, Theme::gap);
    auto head = area.removeFromTop (Theme::smallControlHeight);
    g.setFont (theme.title());
    g.setColour (theme.text);
    g.drawText ("History", head, juce::Justification::centredLeft, true);
    g.setFont (theme.small());
    g.setColour (theme.quietText);

    if (getTakeCount() > 0)
        g.drawText (juce::String (getTakeCount()) + (getTakeCount() == 1 ? " take" : " takes"), head,
                    juce::Justification::centredRight, true);
    else
        g.drawFittedText ("Every sound that this pad had will be here.", area.reduced (0, Theme::gap),
                          juce::Justification::centredTop, 3);
}

void HistoryList::paintOverChildren (juce::Graphics& g)
{
    if (list.hasKeyboardFocus (true))
        theme.drawFocus (g, list.getBounds().toFloat().expanded (2.0f), Theme::smallRadius);
}

void HistoryList::resized()
{
    auto area = getLocalBounds().reduced (Theme::gap, Theme::gap);
    area.removeFromTop (Theme::smallControlHeight + Theme::unit);
    list.setBounds (area);
}

bool HistoryList::keyPressed (const juce::KeyPress& key)
{
    if (key.getKeyCode() != 'F' && key.getKeyCode() != 'f')
        return false;

    toggleFavourite (pad().take);
    return true;
}

void HistoryList::padShown()
{
    std::map<const Sound*, WaveformPainter> kept;

    for (const auto& take : pad().history)
    {
        auto& wave = kept[take.sound.get()];
        const auto found = waves.find (take.sound.get());

        if (found != waves.end())
            wave = std::move (found->second);
        else
            wave.setSound ({ take.sound, &take.sound->audio });
    }

    waves = std::move (kept);
    list.updateContent();

    if (pad().take >= 0)
        list.selectRow (getTakeCount() - 1 - pad().take);
    else
        list.deselectAllRows();

    list.repaint();
    repaint();
}

int HistoryList::getNumRows()
{
    return getTakeCount();
}

void HistoryList::paintListBoxItem (int row, juce::Graphics& g, int width, int height, bool selected)
{
    if (row < 0 || row >= getTakeCount())
        return;

    const auto& take = pad().history[static_cast<std::size_t> (takeOf (row))];
    auto area = juce::Rectangle<int> (width, height).reduced (1, 2);

    if (selected)
    {
        g.setColour (theme.selection.withAlpha (0.18f));
        g.fillRoundedRectangle (area.toFloat(), Theme::smallRadius);
    }

    area.reduce (6, 3);
    const auto star = area.removeFromRight (starWidth - 4).toFloat().withSizeKeepingCentre (13.0f, 13.0f);
    drawIcon (g, Icon::star, star, take.favourite ? theme.action : theme.strongOutline);

    const auto wave = waves.find (take.sound.get());

    if (wave != waves.end())
        wave->second.paint (g, area.removeFromLeft (std::min (widestWave, width / 4)),
                            selected ? theme.selection : theme.wave.withMultipliedAlpha (0.7f));

    area.removeFromLeft (6);
    g.setFont (theme.body());
    g.setColour (selected ? theme.text : theme.quietText);
    g.drawFittedText (juce::String::fromUTF8 (take.label.c_str()), area, juce::Justification::centredLeft, 1, 0.8f);
}

void HistoryList::listBoxItemClicked (int row, const juce::MouseEvent& event)
{
    if (event.x > list.getVisibleRowWidth() - starWidth - 8)
        toggleFavourite (takeOf (row));
    else if (takeOf (row) == pad().take)
        processor.audition (padIndex(), 0.8f);
}

void HistoryList::selectedRowsChanged (int row)
{
    const auto take = takeOf (row);

    if (row < 0 || take < 0 || take >= getTakeCount() || take == pad().take)
        return;

    session().chooseTake (padIndex(), take);
    processor.audition (padIndex(), 0.8f);
}

juce::String HistoryList::getNameForRow (int row)
{
    const auto take = takeOf (row);
    return take >= 0 && take < getTakeCount()
               ? juce::String::fromUTF8 (pad().history[static_cast<std::size_t> (take)].label.c_str())
               : juce::String();
}

juce::String HistoryList::getTooltipForRow (int row)
{
    const auto take = takeOf (row);

    if (take < 0 || take >= getTakeCount())
        return {};

    const auto& recipe = pad().history[static_cast<std::size_t> (take)].sound->recipe;
    return juce::String::fromUTF8 (classesText (recipe.classes).c_str()) + ", seed " + juce::String (recipe.seed)
           + ". Click to choose it; the star keeps it in the history.";
}

void HistoryList::toggleFavourite (int take)
{
    if (take >= 0 && take < getTakeCount())
        session().setFavourite (padIndex(), take, ! pad().history[static_cast<std::size_t> (take)].favourite);
}
} // namespace stochastick
