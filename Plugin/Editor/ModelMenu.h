#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <string>
#include <vector>

namespace stochastick
{
/** A menu of the models that there are. It keeps up with their folders: one that was just trained appears. Message thread. */
class ModelMenu : public juce::ComboBox, private juce::Timer
{
public:
    ModelMenu();

    void show (const std::string& model); ///< also one that there is not; tells nobody

    std::function<void (const std::string& model)> onModel {}; ///< the person chose another one

private:
    void timerCallback() override;
    void fill();

    std::vector<std::string> names {};
    std::string shown {};
};
} // namespace stochastick
