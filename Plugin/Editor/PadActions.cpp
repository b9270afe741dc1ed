#include "Editor/PadActions.h"

#include "Audio/SoundFile.h"
#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
namespace
{
constexpr auto soundFiles = "*.wav;*.wave;*.bwf;*.rf64;*.aif;*.aiff;*.aifc;*.flac"; // dialogs show these

std::string pathOf (const juce::File& file)
{
    return file.getFullPathName().toStdString();
}

/** Whatever its name is. */
bool canBeRead (const juce::File& file)
try
{
    storedFormOf (pathOf (file));
    return true;
}
catch (const Error&)
{
    return false;
}
} // namespace

PadActions::PadActions (Processor& owner)
    : processor (owner)
{
}

PadActions::~PadActions() = default;

void PadActions::showMenu (int pad, juce::Component& at)
{
    show (menuOf (pad, at), at);
}

void PadActions::offerPair (int dragged, int target, juce::Component& at)
{
    show (pairMenu (dragged, target), at);
}

void PadActions::offerFile (int pad, const juce::File& file, juce::Component& at)
{
    if (canBeRead (file))
        show (fileMenu (pad, file), at);
    else
        processor.session().drumify (pad, pathOf (file), 0.0); // says why it cannot
}

void PadActions::offerFirst (int pad, const juce::StringArray& paths, juce::Component& at)
{
    const auto readable = std::find_if (paths.begin(), paths.end(), [] (const auto& path) { return canBeRead (path); });

    if (! paths.isEmpty())
        offerFile (pad, readable != paths.end() ? *readable : paths[0], at);
}

juce::PopupMenu PadActions::fileMenu (int pad, const juce::File& file)
{
    juce::PopupMenu menu;
    const auto offer = [&] (const char* text, double amount) {
        menu.addItem (text,
                      whileHere ([=] (PadActions& self) { self.processor.session().drumify (pad, pathOf (file), amount); }));
    };
    menu.addSectionHeader (file.getFileName());
    offer ("Load it as it is", 0.0);
    menu.addSeparator();
    offer ("Drumify a little (30 %)", 0.3);
    offer ("Drumify (50 %)", 0.5);
    offer ("Drumify a lot (70 %)", 0.7);
    return menu;
}

void PadActions::show (juce::PopupMenu menu, juce::Component& at)
{
    menu.setLookAndFeel (&at.getLookAndFeel());
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (at).withDeletionCheck (at));
}

void PadActions::browse (const char* title, const juce::File& start, const char* pattern, int mode,
                         std::function<void (PadActions&, const juce::File&)> then)
{
    chooser = std::make_unique<juce::FileChooser> (title, start, pattern);
    chooser->launchAsync (
        mode | juce::FileBrowserComponent::canSelectFiles,
        [self = juce::WeakReference<PadActions> (this), then = std::move (then)] (const juce::FileChooser& done) {
            if (self != nullptr && done.getResult() != juce::File())
                then (*self, done.getResult());
        });
}

void PadActions::loadFile (int pad, juce::Component& at)
{
    browse ("Load a sound", juce::File::getSpecialLocation (juce::File::userMusicDirectory), soundFiles,
            juce::FileBrowserComponent::openMode,
            [pad, where = juce::Component::SafePointer (&at)] (PadActions& self, const juce::File& file) {
                if (where != nullptr)
                    self.offerFile (pad, file, *where);
            });
}

void PadActions::saveAs (int pad)
{
    const auto name = juce::File::createLegalFileName (nameOf (pad) + ".wav");
    const auto folder = juce::File::getSpecialLocation (juce::File::userMusicDirectory);
    browse ("Save the pad's sound", folder.getChildFile (name), "*.wav",
            juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::warnAboutOverwriting,
            [pad] (PadActions& self, const juce::File& file) {
                self.processor.session().exportPad (pad, file.withFileExtension ("wav").getFullPathName().toStdString(),
                                                    self.sampleRate());
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
    if (! isFull (pad))
        return {};

    const auto file = processor.session().draggableFile (pad, sampleRate());
    return file.empty() ? juce::File() : juce::File (juce::String::fromUTF8 (file.string().c_str()));
}

bool PadActions::isFull (int pad) const
{
    return processor.session().pad (pad).sound() != nullptr;
}

juce::String PadActions::nameOf (int pad) const
{
    return juce::String::fromUTF8 (processor.session().pad (pad).name.c_str());
}

int PadActions::sampleRate() const
{
    return std::max (0, juce::roundToInt (processor.hostSampleRate()));
}
} // namespace stochastick
