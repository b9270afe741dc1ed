#pragma once

#include "Editor/LiveMaking.h"
#include "Editor/ValueRow.h"

#include <array>

namespace stochastick
{
/** The buttons that make sounds: Generate; Vary and Children with an amount and locks; Redo. Message thread. */
class ActionRow : public juce::Component, private PadFollower
{
public:
    ActionRow (Processor& processor, const Theme& theme, LiveMaking& live);

    void setRegions (const std::vector<Region>& newRegions); ///< of the selected pad
    std::vector<Lock> locks() const;                         ///< what a variation keeps

    void generate();
    void vary();
    void children();
    void redo();

    std::function<void()> onLocksChanged {};

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    /** A switch with a lock in front of its name. */
    struct LockButton : juce::Button
    {
        LockButton (const Theme& newTheme, const LockInfo& info);
        void paintButton (juce::Graphics& g, bool over, bool down) override;

        const Theme& theme;
        const Lock lock;
    };

    void padShown() override;
    void prepare (juce::TextButton& button, const juce::String& identifier, const juce::String& tooltip,
                  void (ActionRow::*action)());
    void prepareAmount();
    void prepareLocks();
    void showAmount();
    void locksChanged();
    bool isNarrow() const;
    double amountShare() const { return amount.getValue() * 0.01; }

    const Theme& theme;
    LiveMaking& live;
    juce::TextButton generateButton { "Generate" }, autoButton { "Auto" }, varyButton { "Vary" },
        childrenButton { "8 children" }, redoButton { "Redo region" };
    juce::Slider amount { juce::Slider::LinearHorizontal, juce::Slider::NoTextBox };
    std::vector<std::unique_ptr<LockButton>> lockButtons {};
    std::vector<Region> regions {};
    std::array<int, 2> dividers {}; ///< x
};
} // namespace stochastick
