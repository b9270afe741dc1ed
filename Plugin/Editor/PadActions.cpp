#include "Editor/PadActions.h"

#include <array>

namespace stochastick
{
namespace
{
enum Item
{
    nothing,
    play,
    generate,
    vary,
    children,
    saveFile,
    reveal,
    path,
    copy,
    paste,
    rename,
    clear,
    firstLayers // and on
};

struct LayerChoice
{
    int layers = 1, roundRobins = 1;
};

constexpr std::array<LayerChoice, 5> layerChoices { { { 2, 1 }, { 3, 1 }, { 1, 3 }, { 3, 2 }, { 4, 3 } } };

juce::String textOf (const LayerChoice& choice)
{
    const auto layers = juce::String (choice.layers) + (choice.layers == 1 ? " layer" : " layers");
    return choice.roundRobins == 1 ? layers : layers + ", " + juce::String (choice.roundRobins) + " in turn";
}

juce::PopupMenu::Options below (juce::Component& at)
{
    return juce::PopupMenu::Options().withTargetComponent (at).withDeletionCheck (at);
}
} // namespace

PadActions::PadActions (Processor& owner)
    : processor (owner)
{
}

PadActions::~PadActions() = default;

juce::PopupMenu PadActions::menuOf (int pad) const
{
    const auto& session = processor.session();
    const bool full = session.pad (pad).sound() != nullptr;
    juce::PopupMenu layers, menu;

    for (std::size_t i = 0; i < layerChoices.size(); ++i)
        layers.addItem (firstLayers + static_cast<int> (i), textOf (layerChoices[i]));

    const auto add = [&] (int id, const char* text, bool enabled, const char* key) {
        juce::PopupMenu::Item item { text };
        item.itemID = id;
        item.isEnabled = enabled;
        item.shortcutKeyDescription = key;
        menu.addItem (std::move (item));
    };

    add (play, "Play", full, "Space");
    add (generate, "Generate", true, "G");
    add (vary, "Vary", full, "V");
    add (children, "Make 8 children", full, "");
    menu.addSubMenu ("Make velocity layers", layers, full);
    menu.addSeparator();
    add (saveFile, "Save as WAV...", full, "");
    add (reveal, "Show in folder", full, "");
    add (path, "Copy path of the file", full, "");
    menu.addSeparator();
    add (copy, "Copy pad", full, "");
    const bool canPaste = copiedPad >= 0 && copiedPad != pad && session.pad (copiedPad).sound() != nullptr;
    add (paste, "Paste pad", canPaste, "");
    add (rename, "Rename", true, "F2");
    add (clear, "Clear", full, "Delete");
    return menu;
}

void PadActions::showMenu (int pad, juce::Component& at)
{
    auto menu = menuOf (pad);
    menu.setLookAndFeel (&at.getLookAndFeel());
    menu.showMenuAsync (below (at), [self = juce::WeakReference<PadActions> (this), pad] (int item) {
        if (self != nullptr)
            self->choose (pad, item);
    });
}

void PadActions::choose (int pad, int item)
{
    auto& session = processor.session();

    switch (item)
    {
        case nothing: return;
        case play: return processor.audition (pad, 0.8f);
        case generate: return session.generate (pad);
        case vary: return session.vary (pad, 0.3, {});
        case children: return session.children (pad, 0.3, {}, 8);
        case saveFile: return saveAs (pad);
        case reveal: return showInFolder (pad);
        case path: return copyPath (pad);
        case copy: copiedPad = pad; return;
        case paste: return session.copyPad (copiedPad, pad);
        case rename:
            if (onRename != nullptr)
                onRename (pad);
            return;
        case clear: return session.clear (pad);
        default: break;
    }

    const auto& choice = layerChoices[static_cast<std::size_t> (item - firstLayers)];
    session.makeLayers (pad, choice.layers, choice.roundRobins);
}

void PadActions::offerPair (int dragged, int target, juce::Component& at)
{
    auto& session = processor.session();
    const auto one = juce::String (session.pad (dragged).name), other = juce::String (session.pad (target).name);
    const bool both = session.pad (dragged).sound() != nullptr && session.pad (target).sound() != nullptr;
    juce::PopupMenu menu;
    menu.addSectionHeader (one + " to " + other);
    menu.addItem (1, "Morph: 8 sounds between them", both, false);
    menu.addItem (2, "Breed: 8 children of both", both, false);
    menu.addSeparator();
    menu.addItem (3, "Swap");
    menu.addItem (4, "Copy here", session.pad (dragged).sound() != nullptr, false);
    menu.setLookAndFeel (&at.getLookAndFeel());
    menu.showMenuAsync (below (at), [self = juce::WeakReference<PadActions> (this), dragged, target] (int item) {
        if (self == nullptr || item == 0)
            return;

        auto& pads = self->processor.session();
        item == 1   ? pads.morph (dragged, target, 8)
        : item == 2 ? pads.breed (dragged, target, 8)
        : item == 3 ? pads.swapPads (dragged, target)
                    : pads.copyPad (dragged, target);
    });
}

void PadActions::offerFile (int pad, const juce::File& file, juce::Component& at)
{
    juce::PopupMenu menu;
    menu.addSectionHeader (file.getFileName());
    menu.addItem (1, "Load it as it is");
    menu.addSeparator();
    menu.addItem (31, "Drumify a little (30 %)");
    menu.addItem (51, "Drumify (50 %)");
    menu.addItem (71, "Drumify a lot (70 %)");
    menu.setLookAndFeel (&at.getLookAndFeel());
    menu.showMenuAsync (below (at), [self = juce::WeakReference<PadActions> (this), pad, file] (int item) {
        if (self != nullptr && item != 0)
            self->processor.session().drumify (pad, file.getFullPathName().toStdString(), (item - 1) / 100.0);
    });
}

void PadActions::saveAs (int pad)
{
    const auto name = juce::File::createLegalFileName (processor.session().pad (pad).name + ".wav");
    const auto folder = juce::File::getSpecialLocation (juce::File::userMusicDirectory);
    chooser = std::make_unique<juce::FileChooser> ("Save the pad's sound", folder.getChildFile (name), "*.wav");
    const auto flags = juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles
                       | juce::FileBrowserComponent::warnAboutOverwriting;
    chooser->launchAsync (flags, [self = juce::WeakReference<PadActions> (this), pad] (const juce::FileChooser& done) {
        if (self != nullptr && done.getResult() != juce::File())
            self->processor.session().exportPad (
                pad, done.getResult().withFileExtension ("wav").getFullPathName().toStdString(), self->sampleRate());
    });
}

void PadActions::showInFolder (int pad)
{
    if (const auto file = draggableFile (pad); file != juce::File())
        file.revealToUser();
}

void PadActions::copyPath (int pad)
{
    if (const auto file = draggableFile (pad); file != juce::File())
        juce::SystemClipboard::copyTextToClipboard (file.getFullPathName());
}

juce::File PadActions::draggableFile (int pad)
{
    if (processor.session().pad (pad).sound() == nullptr)
        return {};

    const auto file = processor.session().draggableFile (pad, sampleRate());
    return file.empty() ? juce::File() : juce::File (juce::String::fromUTF8 (file.string().c_str()));
}

int PadActions::sampleRate() const
{
    const auto rate = juce::roundToInt (processor.hostSampleRate());
    return std::max (0, rate);
}

bool PadActions::isSoundFile (const juce::String& path)
{
    return juce::File (path).hasFileExtension ("wav;aif;aiff;flac");
}
} // namespace stochastick
