#include "Editor/ModelMenu.h"

#include "Engine/Generator.h"

#include <algorithm>

namespace stochastick
{
namespace
{
constexpr int lookEveryMs = 2000; // at some folders: weights come later than the folder that they lie in
}

ModelMenu::ModelMenu()
    : names (listModels())
{
    setTitle ("Model");
    setTooltip ("The model that makes this pad's sounds. One that you train appears here.");
    setComponentID ("model");
    onChange = [this] {
        const auto chosen = static_cast<std::size_t> (getSelectedId()) - 1;

        if (chosen < names.size() && names[chosen] != shown && onModel)
            onModel (names[chosen]);
    };
    fill();
    startTimer (lookEveryMs);
}

void ModelMenu::show (const std::string& model)
{
    shown = model.empty() ? defaultModelName : model;
    const auto found = std::find (names.begin(), names.end(), shown);
    setTextWhenNothingSelected (juce::String::fromUTF8 (shown.c_str()));
    setSelectedId (found == names.end() ? 0 : static_cast<int> (found - names.begin()) + 1, juce::dontSendNotification);
}

void ModelMenu::timerCallback()
{
    if (isPopupActive()) // what it shows is what is chosen from
        return;

    if (auto now = listModels(); now != names)
    {
        names = std::move (now);
        fill();
    }
}

void ModelMenu::fill()
{
    clear (juce::dontSendNotification);

    for (std::size_t i = 0; i < names.size(); ++i)
        addItem (juce::String::fromUTF8 (names[i].c_str()), static_cast<int> (i) + 1);

    show (shown);
}
} // namespace stochastick
