#pragma once

#include "Editor/ClassChips.h"
#include "Editor/DescriptorRow.h"
#include "Editor/LiveMaking.h"
#include "Editor/MixPad.h"
#include "Editor/ModelFacts.h"
#include "Editor/ModelMenu.h"
#include "Editor/ValueRow.h"

namespace stochastick
{
/** What is asked for: the model, the mix of its classes, and how the sound should be. Message thread. */
class SoundPage : public juce::Component, private PadFollower
{
public:
    SoundPage (Processor& processor, const Theme& theme, LiveMaking& live);

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void padShown() override;
    void showClasses (const ModelInfo& info);
    void showDescriptors (const ModelInfo& info);
    void choose (const std::string& model);
    void mixed();
    void freeWhatDoesNotFit (Recipe& recipe); ///< a kick's brightness is no hat's
    void describe (const Descriptor& descriptor, std::optional<double> value);

    const Theme& theme;
    LiveMaking& live;
    ModelFacts facts {};
    ModelMenu models {};
    ClassMix mix { { "kick" } };
    std::vector<std::string> shownClasses {};
    std::unique_ptr<ClassChips> chips {};
    MixPad mixPad;
    std::vector<std::unique_ptr<DescriptorRow>> rows {};
    ValueRow strictness;
};
} // namespace stochastick
