#pragma once

#include "Editor/LiveMaking.h"
#include "Editor/ValueRow.h"

namespace stochastick
{
/** What few people change: the sampler with the numbers that it understands, the noise levels and
    thresholding. Message thread. */
class AdvancedPage : public juce::Component, private PadFollower
{
public:
    AdvancedPage (Processor& processor, const Theme& theme, LiveMaking& live);

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void padShown() override;
    void fillMenus();
    void fillSamplers();
    void showControls (const Recipe& recipe);
    void choose (juce::ComboBox& menu, std::function<void (Recipe&, int)> change);
    void follow (ValueRow& row, std::function<void (Recipe&, double)> change);

    const Theme& theme;
    LiveMaking& live;
    juce::ComboBox sampler, levels, threshold;
    ValueRow exponent, limit;
    std::vector<std::unique_ptr<ValueRow>> controls {}; ///< one for each of allSamplerControls()
};
} // namespace stochastick
