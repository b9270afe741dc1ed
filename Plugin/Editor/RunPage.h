#pragma once

#include "Editor/LiveMaking.h"
#include "Editor/ModelFacts.h"
#include "Editor/SeedField.h"
#include "Editor/ValueRow.h"

namespace stochastick
{
/** How the sound is made: steps, guidance, seed and length. Message thread. */
class RunPage : public juce::Component, private PadFollower
{
public:
    RunPage (Processor& processor, const Theme& theme, LiveMaking& live);

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void padShown() override;
    void padLeft() override;
    void follow (ValueRow& row, std::function<void (Recipe&, double)> change);
    void turning();
    void letGo();

    const Theme& theme;
    LiveMaking& live;
    ModelFacts facts {};
    ValueRow steps, guidance, length;
    SeedField seed;
};
} // namespace stochastick
