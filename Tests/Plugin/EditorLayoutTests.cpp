#include "EditorTestTools.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
void requireNames (juce::Component& parent)
{
    for (auto* child : parent.getChildren())
    {
        auto* client = dynamic_cast<juce::SettableTooltipClient*> (child);
        const bool control = dynamic_cast<juce::Button*> (child) != nullptr
                             || dynamic_cast<juce::ComboBox*> (child) != nullptr
                             || dynamic_cast<juce::Slider*> (child) != nullptr;
        const bool ours = dynamic_cast<juce::ScrollBar*> (&parent) == nullptr;

        if (control && ours && client != nullptr)
        {
            INFO (child->getComponentID() << " \"" << child->getName() << "\" in " << parent.getName());
            CHECK (client->getTooltip().isNotEmpty());
            CHECK (
                (child->getTitle().isNotEmpty() || child->getName().isNotEmpty() || ! dynamic_cast<juce::Slider*> (child)));
        }
        else
        {
            requireNames (*child);
        }
    }
}
} // namespace

TEST_CASE ("where there is a display the tests' editors have windows on it")
{
    Opened shown;
    CHECK ((shown.editor->getPeer() != nullptr) == hasDisplay());
    CHECK (shown.editor->isShowing() == hasDisplay());
}

TEST_CASE ("every control has a tooltip and a name for screen readers")
{
    Opened shown;
    requireNames (*shown.editor);
}

TEST_CASE ("nothing overlaps or leaves the window from the smallest to the largest size")
{
    Opened shown;

    for (const auto& [width, height] :
         { std::pair { 900, 580 }, { 1180, 760 }, { 2400, 1600 }, { 900, 1600 }, { 2400, 580 } })
    {
        shown.editor->setSize (width, height);
        std::vector<juce::Component*> parts;

        for (auto* child : shown.editor->getChildren())
            if (child->isVisible() && dynamic_cast<juce::TooltipWindow*> (child) == nullptr
                && dynamic_cast<juce::ResizableCornerComponent*> (child) == nullptr)
                parts.push_back (child);

        CHECK (parts.size() == 9);

        for (std::size_t i = 0; i < parts.size(); ++i)
        {
            INFO (width << " by " << height << ", part " << i << " " << parts[i]->getBounds().toString());
            CHECK (shown.editor->getLocalBounds().contains (parts[i]->getBounds()));
            CHECK (parts[i]->getWidth() > 100);
            CHECK (parts[i]->getHeight() >= 24);

            for (std::size_t k = 0; k < i; ++k)
                CHECK_FALSE (parts[i]->getBounds().intersects (parts[k]->getBounds()));
        }
    }
}
