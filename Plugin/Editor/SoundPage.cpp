#include "Editor/SoundPage.h"

#include "Editor/ModelChoice.h"
#include "Editor/RowColumn.h"

namespace stochastick
{
namespace
{
constexpr int narrowestWithPad = 220, headWidth = 40, widestMenu = 150;
} // namespace

SoundPage::SoundPage (Processor& owner, const Theme& newTheme, LiveMaking& newLive)
    : PadFollower (owner),
      theme (newTheme),
      live (newLive),
      mixPad (newTheme, mix),
      strictness (newTheme, "Strictness",
                  "How strictly decay, brightness and loudness are followed, where they are not free")
{
    addAndMakeVisible (models);
    models.onModel = [this] (const std::string& model) { choose (model); };
    addAndMakeVisible (mixPad);
    mixPad.onMix = [this] { mixed(); };
    mixPad.onRelease = [this] { live.letGo(); };

    for (const auto& descriptor : allDescriptors())
    {
        auto& row = rows.emplace_back (std::make_unique<DescriptorRow> (theme, descriptor));
        addAndMakeVisible (*row);
        row->onChange = [this, &descriptor] (std::optional<double> value) { describe (descriptor, value); };
        row->onRelease = [this] { live.letGo(); };
    }

    const Recipe usual;
    strictness.setRange (0.0, 8.0, 0.1);
    strictness.setText ({}, 1);
    strictness.setUsual (usual.descriptorGuidance);
    strictness.setComponentID ("strictness");
    strictness.onChange = [this] (double value) {
        edit ([value] (Recipe& recipe) { recipe.descriptorGuidance = value; });
        live.turning();
    };
    strictness.onRelease = [this] { live.letGo(); };
    addAndMakeVisible (strictness);
    padShown();
}

void SoundPage::paint (juce::Graphics& g)
{
    auto [left, right] = columnsOf (getLocalBounds());
    paintColumnHead (g, theme, left, "Drum");
    paintColumnHead (g, theme, right, "Character");

    if (facts.problem().empty())
        return;

    g.setFont (theme.small());
    g.setColour (theme.error);
    g.drawFittedText (juce::String (facts.problem()), right.withTrimmedTop (Theme::labelHeight),
                      juce::Justification::topLeft, 5);
}

void SoundPage::resized()
{
    auto [left, right] = columnsOf (getLocalBounds());
    const auto head =
        left.removeFromTop (Theme::labelHeight + Theme::unit).withTrimmedLeft (headWidth).withTrimmedBottom (2);
    models.setBounds (head.withLeft (std::max (head.getX(), head.getRight() - widestMenu)));
    mixPad.setVisible (left.getWidth() >= narrowestWithPad);

    if (mixPad.isVisible())
    {
        mixPad.setBounds (left.removeFromRight (std::min (left.getHeight() + Theme::gap, left.getWidth() * 3 / 10)));
        left.removeFromRight (Theme::gap);
    }

    if (chips != nullptr)
        chips->setBounds (left);

    right.removeFromTop (Theme::labelHeight + Theme::unit);
    const auto pitch = rowPitch (right.getHeight());

    for (auto& row : rows)
        row->setBounds (right.removeFromTop (pitch));

    strictness.setBounds (right.removeFromTop (pitch));
}

void SoundPage::padShown()
{
    const auto& info = facts.of (pad().recipe.model);
    models.show (pad().recipe.model);
    showClasses (info);
    showDescriptors (info);
    repaint();
}

void SoundPage::showClasses (const ModelInfo& info)
{
    if (info.classes != shownClasses)
    {
        shownClasses = info.classes;
        chips.reset();
        mix = ClassMix (info.classes);
        chips = std::make_unique<ClassChips> (theme, mix);
        addAndMakeVisible (*chips);
        chips->onMix = [this] { mixed(); };
        chips->onRelease = [this] { live.letGo(); };
        resized();
    }

    mix.set (pad().recipe.classes);
    chips->repaint();
    mixPad.update();
}

void SoundPage::showDescriptors (const ModelInfo& info)
{
    for (auto& row : rows)
    {
        const auto& key = row->descriptor().key;
        const auto scale = std::find_if (info.descriptors.begin(), info.descriptors.end(),
                                         [&key] (const DescriptorScale& each) { return each.key == key; });
        row->setEnabled (scale != info.descriptors.end());
        row->setVisible (facts.problem().empty());

        const auto found = pad().recipe.descriptors.find (key);
        const auto value = found == pad().recipe.descriptors.end() ? std::nullopt : std::optional (found->second);

        if (scale != info.descriptors.end())
        {
            const auto range = ModelFacts::rangeOf (info, *scale, pad().recipe.classes);
            row->setRange (range.low, range.middle, range.high);
        }

        row->show (value);
    }

    strictness.show (pad().recipe.descriptorGuidance);
    strictness.setEnabled (! pad().recipe.descriptors.empty());
    strictness.setVisible (facts.problem().empty());
}

void SoundPage::choose (const std::string& model)
{
    const auto former = facts.of (pad().recipe.model), chosen = facts.of (model);
    const auto isKnown = facts.problem().empty();
    edit ([&] (Recipe& recipe) {
        if (isKnown)
            chooseModel (recipe, model, chosen, former);
        else
            recipe.model = model; // what is wrong with it is shown
    });
    live.letGo();
}

void SoundPage::mixed()
{
    edit ([this] (Recipe& recipe) {
        recipe.classes = mix.weights();
        freeWhatDoesNotFit (recipe);
    });
    live.turning();
}

void SoundPage::freeWhatDoesNotFit (Recipe& recipe)
{
    const auto& info = facts.of (recipe.model);

    for (const auto& scale : info.descriptors)
    {
        const auto range = ModelFacts::rangeOf (info, scale, recipe.classes);
        const auto found = recipe.descriptors.find (scale.key);

        if (found != recipe.descriptors.end() && (found->second < range.low || found->second > range.high))
            recipe.descriptors.erase (found);
    }
}

void SoundPage::describe (const Descriptor& descriptor, std::optional<double> value)
{
    edit ([&] (Recipe& recipe) {
        if (value.has_value())
            recipe.descriptors[descriptor.key] = *value;
        else
            recipe.descriptors.erase (descriptor.key);
    });
    live.turning();
}
} // namespace stochastick
