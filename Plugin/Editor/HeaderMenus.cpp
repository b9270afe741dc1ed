#include "Editor/HeaderBar.h"

#include "FactoryKit.h"
#include "Parameters.h"

#include <thread>

namespace stochastick
{
namespace
{
constexpr auto presetEnding = "stochastick";

constexpr int firstThreads = 100;

std::filesystem::path pathOf (const juce::File& file)
{
    return file.getFullPathName().toStdString();
}

juce::String nameOf (const FactoryKit& factory)
{
    return { factory.name.data(), factory.name.size() };
}

std::vector<PadKey> keysOf (Processor& processor)
{
    std::vector<PadKey> keys;

    for (int pad = 0; pad < Session::pads; ++pad)
    {
        const auto* choke = processor.parameters().getRawParameterValue (parameterId (pad, "choke"));
        keys.push_back ({ processor.noteOf (pad), juce::roundToInt (choke->load()) });
    }

    return keys;
}
} // namespace

juce::PopupMenu HeaderBar::kitMenu()
{
    juce::PopupMenu menu;
    const auto offer = [&] (const juce::String& text, bool enabled, std::function<void (HeaderBar&)> action) {
        menu.addItem (text, enabled, false, [self = SafePointer (this), action = std::move (action)] {
            if (self != nullptr)
                action (*self);
        });
    };

    offer ("Open a kit...", true, [] (HeaderBar& self) { self.openKit(); });
    offer ("Save the kit...", true, [] (HeaderBar& self) { self.saveKit(); });
    menu.addSeparator();

    for (const auto& factory : factoryKits())
        offer ("Factory kit: " + nameOf (factory), true, [&factory] (HeaderBar& self) { self.openFactoryKit (factory); });

    offer ("Back to the kit before", processor.canReturnToReplacedKit(),
           [] (HeaderBar& self) { self.returnToReplacedKit(); });
    menu.addSeparator();
    offer ("Export as WAV and SFZ...", true, [] (HeaderBar& self) { self.exportKit(); });
    offer ("Make a whole kit...", true, [] (HeaderBar& self) { self.onWholeKit(); });
    return menu;
}

void HeaderBar::showKitMenu()
{
    auto menu = kitMenu();
    menu.setLookAndFeel (&getLookAndFeel());
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (kit).withDeletionCheck (*this));
}

void HeaderBar::showDeviceMenu()
{
    const auto settings = processor.session().engine().settings();
    juce::PopupMenu menu;
    menu.addSectionHeader ("Sounds are made on");
    menu.addItem (1, "The best there is", true, settings.device == "auto");
    menu.addItem (2, "Processor (CPU)", true, settings.device == "cpu");
    menu.addItem (3, "Graphics card (CUDA)", true, settings.device == "cuda");
    menu.addSeparator();
    menu.addSectionHeader ("Threads");
    menu.addItem (firstThreads, "Half of the processors", true, settings.threads == 0);

    for (int threads = 1; threads <= static_cast<int> (std::thread::hardware_concurrency()); threads *= 2)
        menu.addItem (firstThreads + threads, juce::String (threads), true, settings.threads == threads);

    menu.setLookAndFeel (&getLookAndFeel());
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (device).withDeletionCheck (*this),
                        [self = SafePointer (this)] (int item) {
                            if (self == nullptr || item == 0)
                                return;

                            auto chosen = self->processor.session().engine().settings();

                            if (item >= firstThreads)
                                chosen.threads = item - firstThreads;
                            else
                                chosen.device = item == 1 ? "auto" : item == 2 ? "cpu" : "cuda";

                            const auto sentence = self->processor.chooseEngine (chosen);
                            self->updateDevice();

                            if (! sentence.empty())
                                self->onSay (juce::String::fromUTF8 (sentence.c_str()));
                        });
}

void HeaderBar::browse (const juce::String& title, int mode, const juce::String& pattern, const juce::String& name,
                        std::function<void (const juce::File&)> then)
{
    const auto folder = juce::File::getSpecialLocation (juce::File::userMusicDirectory);
    chooser = std::make_unique<juce::FileChooser> (title, name.isEmpty() ? folder : folder.getChildFile (name), pattern);
    chooser->launchAsync (mode, [self = SafePointer (this), then = std::move (then)] (const juce::FileChooser& done) {
        if (self != nullptr && done.getResult() != juce::File())
            then (done.getResult());
    });
}

void HeaderBar::openKit()
{
    using Flags = juce::FileBrowserComponent;
    browse ("Open a kit", Flags::openMode | Flags::canSelectFiles, juce::String ("*.") + presetEnding, {},
            [this] (const juce::File& file) {
                const auto sentence = processor.loadPreset (pathOf (file));

                if (sentence.empty())
                    kitName = file.getFileNameWithoutExtension();

                sayOpened (file.getFileName(), sentence);
            });
}

void HeaderBar::openFactoryKit (const FactoryKit& factory)
{
    const auto sentence = processor.loadFactoryKit (factory);

    if (sentence.empty())
        kitName = nameOf (factory);

    sayOpened ("the factory kit " + kitName, sentence);
}

void HeaderBar::sayOpened (const juce::String& what, const std::string& sentence)
{
    onSay (sentence.empty() ? "Opened " + what + ". The kit's menu leads back to the kit before."
                            : juce::String::fromUTF8 (sentence.c_str()));
    update();
}

void HeaderBar::returnToReplacedKit()
{
    const auto sentence = processor.returnToReplacedKit();

    if (sentence.empty())
        kitName = unnamedKit;

    onSay (sentence.empty() ? "This is the kit before." : juce::String::fromUTF8 (sentence.c_str()));
    update();
}

void HeaderBar::saveKit()
{
    using Flags = juce::FileBrowserComponent;
    browse ("Save the kit", Flags::saveMode | Flags::canSelectFiles | Flags::warnAboutOverwriting,
            juce::String ("*.") + presetEnding, kitName + "." + presetEnding, [this] (const juce::File& chosen) {
                const auto file = chosen.withFileExtension (presetEnding);
                const auto sentence = processor.savePreset (pathOf (file));

                if (sentence.empty())
                    kitName = file.getFileNameWithoutExtension();

                onSay (sentence.empty() ? "Saved " + file.getFullPathName() + "."
                                        : juce::String::fromUTF8 (sentence.c_str()));
                update();
            });
}

void HeaderBar::exportKit()
{
    using Flags = juce::FileBrowserComponent;
    browse ("Export the kit into a folder", Flags::saveMode | Flags::canSelectDirectories, {}, kitName,
            [this] (const juce::File& folder) {
                const auto write = [self = SafePointer (this), folder] (int mayReplace) {
                    if (self == nullptr || mayReplace == 0)
                        return;

                    auto& session = self->processor.session();
                    const auto rate = std::max (0, juce::roundToInt (self->processor.hostSampleRate()));

                    if (session.exportKit (pathOf (folder), rate, keysOf (self->processor)))
                        self->onSay ("Exported the kit to " + folder.getFullPathName() + ".");
                };

                if (! processor.session().exportWouldReplace (pathOf (folder)))
                    return write (1);

                juce::AlertWindow::showAsync (
                    juce::MessageBoxOptions()
                        .withIconType (juce::MessageBoxIconType::QuestionIcon)
                        .withTitle ("Export the kit")
                        .withMessage ("There are files of these names in " + folder.getFullPathName() + ". Replace them?")
                        .withButton ("Replace")
                        .withButton ("Cancel")
                        .withAssociatedComponent (this),
                    write);
            });
}
} // namespace stochastick
