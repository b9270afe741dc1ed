#pragma once

#include "Editor/Icons.h"
#include "Editor/Theme.h"

#include <cstdint>

namespace stochastick
{
/** A seed: typed, thrown, or left to chance. A lock keeps it for the next sounds. Message thread. */
class SeedField : public juce::Component
{
public:
    explicit SeedField (const Theme& theme);

    void show (std::uint64_t seed, bool locked); ///< tells nobody; what is being typed stays
    void endTyping();                            ///< takes what was typed so far

    std::function<void (std::uint64_t)> onSeed {}; ///< a person chose it, so it is to be locked
    std::function<void (bool)> onLock {};

    void paint (juce::Graphics& g) override;
    void resized() override;

private:
    void showText();

    const Theme& theme;
    juce::TextEditor text;
    IconButton dice, lock;
    std::uint64_t shownSeed = 0;
};
} // namespace stochastick
