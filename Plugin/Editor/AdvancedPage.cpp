#include "Editor/AdvancedPage.h"

#include "Editor/RowColumn.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** Places of the rows that have a name painted: left column, then right. */
std::array<juce::Rectangle<int>, 2 * rowsInColumn> cells (juce::Rectangle<int> page)
{
    std::array<juce::Rectangle<int>, 2 * rowsInColumn> places;
    auto [left, right] = columnsOf (page);
    std::size_t next = 0;

    for (auto column : { left, right })
    {
        column.removeFromTop (Theme::labelHeight + Theme::unit);
        const auto pitch = rowPitch (column.getHeight());

        for (int i = 0; i < rowsInColumn; ++i)
            places[next++] = column.removeFromTop (pitch);
    }

    return places;
}

void place (juce::ComboBox& menu, juce::Rectangle<int> row)
{
    row.removeFromLeft (ValueRow::nameWidth (row.getWidth()) + 4);
    menu.setBounds (row.withSizeKeepingCentre (row.getWidth(), std::min (row.getHeight(), Theme::smallControlHeight)));
}

/** Written lists cannot be made here, so the menu does not offer them; it shows one that came with the pad. */
bool isOffered (LevelSpacing spacing)
{
    return spacing != LevelSpacing::list;
}
} // namespace

AdvancedPage::AdvancedPage (Processor& owner, const Theme& newTheme, LiveMaking& newLive)
    : PadFollower (owner),
      theme (newTheme),
      live (newLive),
      exponent (newTheme, "Exponent", "Of the Karras levels: more puts more steps at low noise"),
      limit (newTheme, "Limit", "Of the threshold; full scale is 1")
{
    const Recipe usual;
    exponent.setRange (1.0, 20.0, 0.1);
    exponent.setText ({}, 1);
    exponent.setUsual (usual.levels.exponent);
    limit.setRange (0.1, 4.0, 0.01);
    limit.setText ({}, 2);
    limit.setUsual (usual.threshold.limit);
    follow (exponent, [] (Recipe& recipe, double value) { recipe.levels.exponent = value; });
    follow (limit, [] (Recipe& recipe, double value) { recipe.threshold.limit = value; });

    for (const auto& control : allSamplerControls())
    {
        auto& row = *controls.emplace_back (std::make_unique<ValueRow> (theme, control.name, control.help));
        const auto high = std::min (control.high, control.whole ? 10000.0 : 100.0);
        row.setRange (control.low, high, control.whole ? 1.0 : 0.0);
        row.setText ({}, control.whole ? 0 : 3);

        if (const auto middle = usual.controls.*control.value; middle > control.low && middle < high)
            row.setMiddle (usual.controls.*control.value);

        row.setUsual (usual.controls.*control.value);
        follow (row, [value = control.value] (Recipe& recipe, double number) { recipe.controls.*value = number; });
        row.setComponentID ("control_" + juce::String (control.key));
        addChildComponent (row);
    }

    for (auto* part : std::initializer_list<juce::Component*> { &sampler, &levels, &threshold, &exponent, &limit })
        addAndMakeVisible (part);

    fillMenus();
    padShown();
}

void AdvancedPage::fillMenus()
{
    fillSamplers();

    for (std::size_t i = 0; i < allLevelSpacings().size(); ++i)
        if (isOffered (allLevelSpacings()[i].spacing))
            levels.addItem (allLevelSpacings()[i].name, static_cast<int> (i) + 1);

    for (std::size_t i = 0; i < allThresholds().size(); ++i)
        threshold.addItem (allThresholds()[i].name, static_cast<int> (i) + 1);

    sampler.setTitle ("Sampler");
    sampler.setTooltip ("The rule for one move from a noise level to the next");
    sampler.setComponentID ("sampler");
    levels.setTitle ("Noise levels");
    levels.setTooltip ("How the noise levels of a run are spread");
    levels.setComponentID ("levels");
    threshold.setTitle ("Threshold");
    threshold.setTooltip ("What is done to estimates that strong guidance drives beyond full scale");
    threshold.setComponentID ("threshold");
    levels.setTextWhenNothingSelected ("As written down");

    choose (sampler, [] (Recipe& recipe, int row) { recipe.sampler = allSamplers()[static_cast<std::size_t> (row)].kind; });
    choose (levels, [] (Recipe& recipe, int row) {
        recipe.levels.spacing = allLevelSpacings()[static_cast<std::size_t> (row)].spacing;
        recipe.levels.list.clear();
    });
    choose (threshold,
            [] (Recipe& recipe, int row) { recipe.threshold.kind = allThresholds()[static_cast<std::size_t> (row)].kind; });
}

void AdvancedPage::fillSamplers()
{
    std::vector<std::string> natures;

    for (const auto& info : allSamplers())
        if (std::find (natures.begin(), natures.end(), info.nature()) == natures.end())
            natures.push_back (info.nature());

    for (const auto& nature : natures)
    {
        sampler.addSectionHeading (juce::String (nature).substring (0, 1).toUpperCase()
                                   + juce::String (nature).substring (1));

        for (std::size_t i = 0; i < allSamplers().size(); ++i)
            if (allSamplers()[i].nature() == nature)
                sampler.addItem (juce::String::fromUTF8 (allSamplers()[i].name.c_str()), static_cast<int> (i) + 1);
    }
}

void AdvancedPage::choose (juce::ComboBox& menu, std::function<void (Recipe&, int)> change)
{
    menu.onChange = [this, &menu, change = std::move (change)] {
        if (menu.getSelectedId() == 0)
            return;

        edit ([&] (Recipe& recipe) { change (recipe, menu.getSelectedId() - 1); });
        live.letGo();
    };
}

void AdvancedPage::follow (ValueRow& row, std::function<void (Recipe&, double)> change)
{
    row.onChange = [this, change = std::move (change)] (double value) {
        edit ([&] (Recipe& recipe) { change (recipe, value); });
        live.turning();
    };
    row.onRelease = [this] { live.letGo(); };
}

void AdvancedPage::paint (juce::Graphics& g)
{
    auto [left, right] = columnsOf (getLocalBounds());
    const auto places = cells (getLocalBounds());
    paintColumnHead (g, theme, left, "Sampler");
    paintColumnHead (g, theme, right, "Noise levels and limits");
    paintRowName (g, theme, places[0], "Rule", true);
    paintRowName (g, theme, places[4], "Levels", true);
    paintRowName (g, theme, places[6], "Threshold", true);

    if (infoOf (pad().recipe.sampler).controls.empty())
    {
        g.setFont (theme.small());
        g.setColour (theme.quietText);
        g.drawFittedText ("This rule has no numbers of its own.", places[1], juce::Justification::centredLeft, 2);
    }
}

void AdvancedPage::resized()
{
    const auto places = cells (getLocalBounds());
    place (sampler, places[0]);
    place (levels, places[4]);
    exponent.setBounds (places[5]);
    place (threshold, places[6]);
    limit.setBounds (places[7]);
    showControls (pad().recipe);
}

void AdvancedPage::padShown()
{
    const auto& recipe = pad().recipe;
    const auto indexOf = [] (const auto& table, auto member, auto kind) {
        const auto found = std::find_if (table.begin(), table.end(), [&] (const auto& row) { return row.*member == kind; });
        return static_cast<int> (found - table.begin()) + 1;
    };
    sampler.setSelectedId (indexOf (allSamplers(), &SamplerInfo::kind, recipe.sampler), juce::dontSendNotification);
    levels.setSelectedId (isOffered (recipe.levels.spacing)
                              ? indexOf (allLevelSpacings(), &LevelSpacingInfo::spacing, recipe.levels.spacing)
                              : 0,
                          juce::dontSendNotification);
    threshold.setSelectedId (indexOf (allThresholds(), &ThresholdInfo::kind, recipe.threshold.kind),
                             juce::dontSendNotification);
    exponent.show (recipe.levels.exponent);
    exponent.setEnabled (recipe.levels.spacing == LevelSpacing::karras);
    limit.show (recipe.threshold.limit);
    limit.setEnabled (recipe.threshold.kind != ThresholdKind::none);
    showControls (recipe);
    repaint();
}

void AdvancedPage::showControls (const Recipe& recipe)
{
    const auto places = cells (getLocalBounds());
    const auto& info = infoOf (recipe.sampler);
    std::size_t next = 1; // below the menu

    for (std::size_t i = 0; i < controls.size(); ++i)
    {
        const auto value = allSamplerControls()[i].value;
        controls[i]->setVisible (info.uses (value) && next < rowsInColumn);

        if (! controls[i]->isVisible())
            continue;

        controls[i]->show (recipe.controls.*value);
        controls[i]->setBounds (places[next++]);
    }
}
} // namespace stochastick
