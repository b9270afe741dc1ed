#include "Editor/PadActions.h"

#include <array>

namespace stochastick
{
namespace
{
struct LayerChoice
{
    int layers = 1, roundRobins = 1;
};

constexpr std::array<LayerChoice, 5> layerChoices { { { 2, 1 }, { 3, 1 }, { 1, 3 }, { 3, 2 }, { 4, 3 } } };
constexpr std::array<int, 4> morphChoices { 3, 5, 8, 12 };
constexpr int childCount = 8;
constexpr double variation = 0.3;
constexpr float velocity = 0.8f;

juce::String textOf (const LayerChoice& choice)
{
    const auto layers = juce::String (choice.layers) + (choice.layers == 1 ? " layer" : " layers");
    return choice.roundRobins == 1 ? layers : layers + ", " + juce::String (choice.roundRobins) + " in turn";
}

void add (juce::PopupMenu& menu, const char* text, bool enabled, std::function<void()> action, const char* key = "")
{
    juce::PopupMenu::Item item { juce::String (text) };
    item.isEnabled = enabled;
    item.action = std::move (action);
    item.shortcutKeyDescription = key;
    menu.addItem (std::move (item));
}
} // namespace

std::function<void()> PadActions::whileHere (std::function<void (PadActions&)> action)
{
    return [self = juce::WeakReference<PadActions> (this), action = std::move (action)] {
        if (self != nullptr)
            action (*self);
    };
}

juce::PopupMenu PadActions::menuOf (int pad, juce::Component& at)
{
    const auto full = isFull (pad);
    auto menu = makingMenu (pad);
    const auto offer = [&] (const char* text, bool enabled, std::function<void (PadActions&)> action, const char* key = "") {
        add (menu, text, enabled, whileHere (std::move (action)), key);
    };

    menu.addSeparator();
    offer ("Load sound...", true, [pad, where = juce::Component::SafePointer (&at)] (PadActions& self) {
        if (where != nullptr)
            self.loadFile (pad, *where);
    });
    offer ("Save as WAV...", full, [pad] (PadActions& self) { self.saveAs (pad); });
    offer ("Show in folder", full, [pad] (PadActions& self) { self.showInFolder (pad); });
    offer ("Copy path of the file", full, [pad] (PadActions& self) { self.copyPath (pad); });
    menu.addSeparator();
    offer ("Copy pad", full, [pad] (PadActions& self) { self.copiedPad = pad; });
    offer ("Paste pad", copiedPad >= 0 && copiedPad != pad && isFull (copiedPad),
           [pad] (PadActions& self) { self.processor.session().copyPad (self.copiedPad, pad); });
    offer (
        "Rename", true,
        [pad] (PadActions& self) {
            if (self.onRename)
                self.onRename (pad);
        },
        "F2");
    offer (
        "Clear", full, [pad] (PadActions& self) { self.processor.session().clear (pad); }, "Delete");
    return menu;
}

juce::PopupMenu PadActions::makingMenu (int pad)
{
    const auto full = isFull (pad);
    juce::PopupMenu menu;
    add (menu, "Play", full, whileHere ([pad] (PadActions& self) { self.processor.audition (pad, velocity); }), "Space");
    add (menu, "Generate", true, whileHere ([pad] (PadActions& self) { self.processor.session().generate (pad); }), "G");
    add (menu, "Vary", full, whileHere ([pad] (PadActions& self) { self.processor.session().vary (pad, variation, {}); }),
         "V");
    add (menu, "Make 8 children", full,
         whileHere ([pad] (PadActions& self) { self.processor.session().children (pad, variation, {}, childCount); }));
    menu.addSubMenu ("Make velocity layers", layersMenu (pad), full);

    const auto morphWith = othersMenu (pad, [this, pad] (int other) {
        juce::PopupMenu::Item item { nameOf (other) };
        item.subMenu = std::make_unique<juce::PopupMenu> (morphMenu (pad, other));
        return item;
    });
    const auto breedWith = othersMenu (pad, [this, pad] (int other) {
        juce::PopupMenu::Item item { nameOf (other) };
        item.action =
            whileHere ([pad, other] (PadActions& self) { self.processor.session().breed (pad, other, childCount); });
        return item;
    });
    menu.addSubMenu ("Morph with", morphWith, full && morphWith.containsAnyActiveItems());
    menu.addSubMenu ("Breed with", breedWith, full && breedWith.containsAnyActiveItems());
    return menu;
}

juce::PopupMenu PadActions::layersMenu (int pad)
{
    juce::PopupMenu menu;

    for (const auto& choice : layerChoices)
        menu.addItem (textOf (choice), whileHere ([pad, choice] (PadActions& self) {
                          self.processor.session().makeLayers (pad, choice.layers, choice.roundRobins);
                      }));

    return menu;
}

juce::PopupMenu PadActions::morphMenu (int from, int to)
{
    juce::PopupMenu menu;

    for (const auto between : morphChoices)
        menu.addItem (juce::String (between) + " sounds between them",
                      whileHere ([=] (PadActions& self) { self.processor.session().morph (from, to, between); }));

    return menu;
}

juce::PopupMenu PadActions::othersMenu (int pad, const std::function<juce::PopupMenu::Item (int other)>& itemOf) const
{
    juce::PopupMenu menu;

    for (int other = 0; other < Session::pads; ++other)
        if (other != pad && isFull (other))
            menu.addItem (itemOf (other));

    return menu;
}

juce::PopupMenu PadActions::pairMenu (int dragged, int target)
{
    const auto both = isFull (dragged) && isFull (target);
    juce::PopupMenu menu;
    menu.addSectionHeader (nameOf (dragged) + " to " + nameOf (target));
    menu.addSubMenu ("Morph", morphMenu (dragged, target), both);
    add (menu, "Breed: 8 children of both", both,
         whileHere ([=] (PadActions& self) { self.processor.session().breed (dragged, target, childCount); }));
    menu.addSeparator();
    add (menu, "Swap", true, whileHere ([=] (PadActions& self) { self.processor.session().swapPads (dragged, target); }));
    add (menu, "Copy here", isFull (dragged),
         whileHere ([=] (PadActions& self) { self.processor.session().copyPad (dragged, target); }));
    return menu;
}
} // namespace stochastick
