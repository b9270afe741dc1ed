#pragma once

#include "Editor/ActionRow.h"
#include "Editor/AdvancedPage.h"
#include "Editor/RunPage.h"
#include "Editor/SoundPage.h"

namespace stochastick
{
/** The recipe of the selected pad's next sound, and the buttons that make sounds of it. Message thread. */
class MakePanel : public juce::Component
{
public:
    MakePanel (Processor& processor, const Theme& theme);

    /** That Redo makes anew: SoundView::regions(). */
    void setRegions (const std::vector<Region>& regions) { actions.setRegions (regions); }

    /** What a variation keeps, for SoundView::setLocks(). */
    std::vector<Lock> locks() const { return actions.locks(); }
    std::function<void()> onLocksChanged {};

    // As if their buttons were pressed, with the settings that are shown
    void generate() { actions.generate(); }
    void vary() { actions.vary(); }
    void children() { actions.children(); }
    void redo() { actions.redo(); }

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void showAdvanced (bool shouldBeShown);

    const Theme& theme;
    LiveMaking live;
    SoundPage soundPage;
    AdvancedPage advancedPage;
    RunPage runPage;
    ActionRow actions;
    juce::TextButton advancedButton { "Advanced" };
};
} // namespace stochastick
