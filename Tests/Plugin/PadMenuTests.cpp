#include "EditorTestTools.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
/** The item of this text; nothing where there is none. */
std::optional<juce::PopupMenu::Item> itemOf (const juce::PopupMenu& menu, const juce::String& text)
{
    for (juce::PopupMenu::MenuItemIterator items (menu); items.next();)
        if (items.getItem().text == text)
            return items.getItem();

    return std::nullopt;
}

juce::PopupMenu subMenu (const juce::PopupMenu& menu, const juce::String& text)
{
    const auto item = itemOf (menu, text);
    return item.has_value() && item->isEnabled && item->subMenu != nullptr ? *item->subMenu : juce::PopupMenu();
}

void choose (const juce::PopupMenu& menu, const juce::String& text)
{
    const auto item = itemOf (menu, text);
    INFO (text);
    REQUIRE (item.has_value());
    REQUIRE (item->isEnabled);
    REQUIRE (item->action != nullptr);
    item->action();
}

HeaderBar& headerOf (Opened& shown)
{
    return dynamic_cast<HeaderBar&> (*get<juce::Button> (*shown.editor, "kit").getParentComponent());
}

juce::String nameOf (Opened& shown, int pad)
{
    return shown.session().pad (pad).name;
}
} // namespace

TEST_CASE ("a pad's menu morphs it with another one in as many sounds as are chosen")
{
    Opened shown;
    PadActions actions (shown.processor);
    const auto morph = subMenu (actions.menuOf (0, shown.pad (0)), "Morph with");
    CHECK_FALSE (itemOf (morph, nameOf (shown, 0)).has_value());
    choose (subMenu (morph, nameOf (shown, 3)), "3 sounds between them");
    CHECK (shown.session().candidates().size() == 3);
    choose (subMenu (morph, nameOf (shown, 3)), "12 sounds between them");
    CHECK (shown.session().candidates().size() == 12);
    REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
    CHECK (shown.session().candidates()[11].take == "Towards " + shown.session().pad (3).name + " 92 %");
}

TEST_CASE ("a pad's menu breeds it with another one, and only with pads that have a sound")
{
    Opened shown;
    shown.session().clear (5);
    PadActions actions (shown.processor);
    const auto breed = subMenu (actions.menuOf (0, shown.pad (0)), "Breed with");
    CHECK (breed.getNumItems() == Session::pads - 2);
    choose (breed, nameOf (shown, 4));
    CHECK (shown.session().candidates().size() == 8);

    const auto ofEmpty = actions.menuOf (5, shown.pad (5));
    CHECK_FALSE (itemOf (ofEmpty, "Breed with")->isEnabled);
    CHECK_FALSE (itemOf (ofEmpty, "Morph with")->isEnabled);
    CHECK_FALSE (itemOf (ofEmpty, "Save as WAV...")->isEnabled);
    CHECK (itemOf (ofEmpty, "Load sound...")->isEnabled);
}

TEST_CASE ("a pad that is dropped on another one is morphed, swapped or copied as its menu says")
{
    Opened shown;
    PadActions actions (shown.processor);
    const auto first = shown.session().pad (0).soundPointer(), second = shown.session().pad (1).soundPointer();
    const auto menu = actions.pairMenu (0, 1);
    choose (subMenu (menu, "Morph"), "5 sounds between them");
    CHECK (shown.session().candidates().size() == 5);
    choose (menu, "Swap");
    CHECK (shown.session().pad (0).soundPointer() == second);
    CHECK (shown.session().pad (1).soundPointer() == first);
    choose (menu, "Copy here");
    CHECK (shown.session().pad (1).soundPointer() == second);
}

TEST_CASE ("a sound file is loaded from its menu, whatever its name is")
{
    Opened shown;
    PadActions actions (shown.processor);
    const auto wav = actions.draggableFile (3);
    const juce::TemporaryFile named (".of-no-kind");
    REQUIRE (wav.copyFileTo (named.getFile()));
    const auto before = shown.session().pad (0).soundPointer();
    choose (actions.fileMenu (0, named.getFile()), "Load it as it is");
    CHECK (shown.session().pad (0).soundPointer() != before);
    wav.deleteFile();
}

TEST_CASE ("of a file that cannot be read the status line says why, and no menu opens")
{
    Opened shown;
    PadActions actions (shown.processor);
    const auto before = shown.session().pad (0).soundPointer();
    const juce::TemporaryFile music (".ogg");
    music.getFile().replaceWithText ("no sound");
    const auto refuses = [&] (const juce::File& file, const juce::String& reason) {
        actions.offerFile (0, file, shown.pad (0));
        auto& status = get<StatusLine> (*shown.editor, "status");
        INFO (reason);
        CHECK (waitUntil ([&] { return status.sentence().contains (reason); }));
        CHECK_FALSE (juce::PopupMenu::dismissAllActiveMenus());
        CHECK (shown.session().pad (0).soundPointer() == before);
    };
    refuses (music.getFile(), "it is not a WAV, AIFF or FLAC file");
    refuses (music.getFile().getParentDirectory(), "it is a folder");
    refuses (juce::File ("/nowhere/kick.wav"), "there is no such file");
}

TEST_CASE ("a menu that outlives the editor does nothing")
{
    Opened shown;
    juce::PopupMenu menu;

    {
        PadActions actions (shown.processor);
        menu = actions.menuOf (0, shown.pad (0));
    }

    choose (menu, "Clear");
    CHECK (shown.session().pad (0).sound() != nullptr);
}

TEST_CASE ("the kit's menu opens each factory kit and leads back to the kit before")
{
    Opened shown;
    auto& header = headerOf (shown);
    shown.session().setName (0, "Mine");
    const auto wayBack = "Back to the kit before";
    CHECK_FALSE (itemOf (header.kitMenu(), wayBack)->isEnabled);

    for (const auto* kit : { "Default", "Tight", "Deep" })
    {
        choose (header.kitMenu(), juce::String ("Factory kit: ") + kit);
        CHECK (nameOf (shown, 0) != "Mine");
        CHECK (get<juce::Button> (header, "kit").getButtonText() == kit);
    }

    choose (header.kitMenu(), wayBack);
    CHECK (nameOf (shown, 0) == "Mine");
    CHECK_FALSE (itemOf (header.kitMenu(), wayBack)->isEnabled);
}
