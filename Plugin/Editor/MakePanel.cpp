#include "Editor/MakePanel.h"

#include "Editor/LookAndFeel.h"
#include "Editor/RowColumn.h"

namespace stochastick
{
MakePanel::MakePanel (Processor& processor, const Theme& newTheme)
    : theme (newTheme),
      live (processor),
      soundPage (processor, newTheme, live),
      advancedPage (processor, newTheme, live),
      runPage (processor, newTheme, live),
      actions (processor, newTheme, live)
{
    setTitle ("Make sounds");
    addAndMakeVisible (soundPage);
    addChildComponent (advancedPage);
    addAndMakeVisible (runPage);
    addAndMakeVisible (advancedButton);
    addAndMakeVisible (actions);

    setStyle (advancedButton, ButtonStyle::quiet);
    advancedButton.setClickingTogglesState (true);
    advancedButton.setTooltip ("Sampler, noise levels and threshold");
    advancedButton.setComponentID ("advanced");
    advancedButton.onClick = [this] { showAdvanced (advancedButton.getToggleState()); };
    actions.onLocksChanged = [this] {
        if (onLocksChanged)
            onLocksChanged();
    };
}

void MakePanel::paint (juce::Graphics& g)
{
    theme.drawPanel (g, getLocalBounds());
    g.setColour (theme.outline);
    g.fillRect (runPage.getX() - columnGap / 2, Theme::padding, 1, runPage.getHeight());
}

void MakePanel::resized()
{
    auto area = getLocalBounds().reduced (Theme::padding);
    actions.setBounds (area.removeFromBottom (Theme::controlHeight));
    area.removeFromBottom (Theme::gap);
    runPage.setBounds (area.removeFromRight (std::max (184, area.getWidth() / 4)));
    area.removeFromRight (columnGap);
    soundPage.setBounds (area);
    advancedPage.setBounds (area);
    advancedButton.setBounds (runPage.getBounds().removeFromTop (Theme::labelHeight + Theme::unit).removeFromRight (76));
}

void MakePanel::showAdvanced (bool shouldBeShown)
{
    soundPage.setVisible (! shouldBeShown);
    advancedPage.setVisible (shouldBeShown);
}
} // namespace stochastick
