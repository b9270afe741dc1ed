#include "Editor/RunPage.h"

#include "Editor/RowColumn.h"

namespace stochastick
{
RunPage::RunPage (Processor& owner, const Theme& newTheme, LiveMaking& newLive)
    : PadFollower (owner),
      theme (newTheme),
      live (newLive),
      steps (newTheme, "Steps", "Noise levels that a run visits: more take longer and come out cleaner"),
      guidance (newTheme, "Guidance", "How strictly the classes are followed; 1 is none"),
      length (newTheme, "Length", "Of the sound; a double click takes the model's own"),
      seed (newTheme)
{
    const Recipe usual;
    steps.setRange (4.0, 60.0, 1.0);
    steps.setText ({}, 0);
    steps.setUsual (usual.steps);
    steps.setComponentID ("steps");
    guidance.setRange (0.0, 6.0, 0.1);
    guidance.setText ({}, 1);
    guidance.setUsual (usual.guidance);
    guidance.setComponentID ("guidance");
    length.setRange (0.1, 3.0, 0.01);
    length.setText ("s", 2);
    length.setComponentID ("length");

    for (auto* part : std::initializer_list<juce::Component*> { &steps, &guidance, &length, &seed })
        addAndMakeVisible (part);

    follow (steps, [] (Recipe& recipe, double value) { recipe.steps = juce::roundToInt (value); });
    follow (guidance, [] (Recipe& recipe, double value) { recipe.guidance = value; });
    follow (length, [this] (Recipe& recipe, double value) {
        const auto& info = facts.of (recipe.model);
        const auto own = static_cast<double> (info.length) / info.sampleRate;
        recipe.seconds = std::abs (value - own) < 0.006 ? 0.0 : value;
    });
    seed.onLock = [this] (bool locked) { session().setSeedLocked (shownIndex(), locked); };
    seed.onSeed = [this] (std::uint64_t chosen) {
        edit ([chosen] (Recipe& recipe) { recipe.seed = chosen; });
        session().setSeedLocked (shownIndex(), true);
        letGo();
    };
    padShown();
}

void RunPage::follow (ValueRow& row, std::function<void (Recipe&, double)> change)
{
    row.onChange = [this, change = std::move (change)] (double value) {
        edit ([&] (Recipe& recipe) { change (recipe, value); });
        turning();
    };
    row.onRelease = [this] { letGo(); };
}

void RunPage::turning()
{
    if (isSelectedShown()) // only the selected pad is made while knobs are turned
        live.turning();
}

void RunPage::letGo()
{
    if (isSelectedShown())
        live.letGo();
}

void RunPage::paint (juce::Graphics& g)
{
    paintColumnHead (g, theme, getLocalBounds(), "Run");
}

void RunPage::resized()
{
    auto area = getLocalBounds().withTrimmedTop (Theme::labelHeight + Theme::unit);
    const auto pitch = rowPitch (area.getHeight());

    for (auto* part : std::initializer_list<juce::Component*> { &steps, &guidance, &length, &seed })
        part->setBounds (area.removeFromTop (pitch));
}

void RunPage::padLeft()
{
    for (auto* row : { &steps, &guidance, &length })
        row->endTyping();

    seed.endTyping();
}

void RunPage::padShown()
{
    const auto& recipe = pad().recipe;
    const auto& info = facts.of (recipe.model);
    const auto own = static_cast<double> (info.length) / info.sampleRate;
    steps.show (recipe.steps);
    guidance.show (recipe.guidance);
    length.setUsual (own);
    length.show (recipe.seconds > 0.0 ? recipe.seconds : own);
    seed.show (recipe.seed, pad().seedLocked);
}
} // namespace stochastick
