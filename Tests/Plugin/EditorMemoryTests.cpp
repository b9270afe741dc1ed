#include "Audio/AudioTestTools.h"
#include "EditorTestTools.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
/** A person's own file of settings, which several starts of the program share. */
struct Home
{
    audiotest::TemporaryFolder folder {};
    UserSettings settings { folder.path / "settings.json" };

    /** Of an editor that is opened and closed with this size in between. */
    juce::Rectangle<int> sizeAfter (int width, int height) const
    {
        Drums drums;
        Processor processor (drums.engine, settings);
        Editor editor (processor);
        const auto opened = editor.getLocalBounds();

        if (width > 0)
            editor.setSize (width, height);

        return opened;
    }
};

void mark (Processor& processor, int pad, double from, double to)
{
    auto& regions = processor.regions (pad);
    regions.setLength (1.0);
    regions.press (from, 0.01);
    regions.drag (to);
    regions.release();
}

/** An editor with Auto on, whose knob of guidance is turned by hand. */
struct Live : Opened
{
    Live() { get<juce::Button> (*editor, "auto").setToggleState (true, juce::sendNotificationSync); }

    ~Live() { *drums.limit = Drums::unlimited; }

    void select (int pad)
    {
        processor.selectPad (pad);
        dispatch();
    }

    ValueRow& knob() { return get<ValueRow> (*editor, "guidance"); }

    bool hears (int pad, double guidance, bool draft)
    {
        return waitUntil ([&] {
            const auto& take = session().pad (pad).history.back();
            return take.draft == draft && take.sound->recipe.guidance == guidance;
        });
    }

    bool generates (int pad)
    {
        const auto& jobs = session().jobs();
        return std::any_of (jobs.begin(), jobs.end(),
                            [pad] (const JobView& job) { return job.purpose == Purpose::generate && job.pad == pad; });
    }
};

juce::Component* openMenu (juce::Component& editor)
{
    for (auto* child : editor.getChildren())
        if (child->getName() == "menu" && child->isVisible())
            return child;

    return nullptr;
}
} // namespace

TEST_CASE ("the window opens as large as it was left, in another instance too, but never beyond its limits")
{
    const Home home;
    const auto usual = home.sizeAfter (0, 0);
    CHECK (usual == home.sizeAfter (960, 640));
    CHECK (home.sizeAfter (0, 0) == juce::Rectangle<int> (960, 640));
    CHECK (home.sizeAfter (0, 0) == juce::Rectangle<int> (960, 640));

    home.settings.change ([] (UserChoices& choices) { choices.windowWidth = choices.windowHeight = 10; });
    CHECK (home.sizeAfter (0, 0) == juce::Rectangle<int> (900, 580));
    home.settings.change ([] (UserChoices& choices) { choices.windowWidth = choices.windowHeight = 9000; });
    CHECK (home.sizeAfter (0, 0).getWidth() <= 2400);
    CHECK (home.sizeAfter (0, 0).getHeight() <= 1600);
}

TEST_CASE ("the device that was chosen is that of the next start")
{
    const Home home;
    const EngineSettings chosen { "cpu", 1 };

    {
        Drums drums;
        Processor processor (drums.engine, home.settings);
        CHECK (drums.engine->settings() == EngineSettings {});
        CHECK (processor.chooseEngine (chosen).empty());
        CHECK (drums.engine->settings() == chosen);
    }

    Drums drums;
    const Processor processor (drums.engine, home.settings);
    CHECK (drums.engine->settings() == chosen);
}

TEST_CASE ("the device that is shown is the one that was chosen, and once a sound was made the one that made it")
{
    Processor processor; // with an engine that has a network
    Editor editor (processor);
    auto& session = processor.session();
    auto& button = get<juce::TextButton> (editor, "device");
    const auto shows = [&] (const juce::String& text) { return waitUntil ([&] { return button.getButtonText() == text; }); };
    const auto make = [&] {
        auto recipe = session.pad (3).recipe;
        recipe.model = STOCHASTICK_MODELS_FOLDER "/drums";
        recipe.steps = 2;
        session.setRecipe (3, recipe);
        session.generate (3);
        REQUIRE (waitUntil ([&] { return ! session.isBusy(); }));
    };

    CHECK (button.getButtonText() == "Auto device");
    make();
    const auto best = juce::String (session.engine().deviceName());
    REQUIRE ((best == "CPU" || best == "CUDA"));
    CHECK (shows (best));

    processor.chooseEngine ({ "cuda", 1 });
    CHECK (shows ("CUDA"));
    make();
    CHECK (shows (best == "CUDA" ? "CUDA" : "CPU, not CUDA"));
    CHECK (button.getTooltip().isNotEmpty());
    processor.chooseEngine ({ "cpu", 1 });
    make();
    CHECK (shows ("CPU"));
}

TEST_CASE ("what is marked on a sound is still marked when the editor is opened again, until another project comes")
{
    Opened shown;
    shown.processor.selectPad (4);
    const auto before = shown.session().save();
    mark (shown.processor, 4, 0.1, 0.2);
    shown.editor.reset();
    shown.open();
    dispatch();
    auto& redo = get<juce::Button> (*shown.editor, "redoRegion");
    CHECK (redo.isEnabled());
    redo.onClick();
    REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
    REQUIRE (shown.session().pad (4).sound()->recipe.regions.size() == 1);
    CHECK (shown.session().pad (4).sound()->recipe.regions[0].from == Approx (0.1));

    juce::MemoryBlock state;
    shown.processor.getStateInformation (state);
    shown.processor.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    dispatch();
    CHECK (shown.processor.regions (4).regions().empty());
    CHECK_FALSE (redo.isEnabled());
}

TEST_CASE ("the kit's name, the locks, the amount and Auto are as they were left when the editor is opened again")
{
    Opened shown;
    const auto button = [&] (const char* id) -> juce::Button& { return get<juce::Button> (*shown.editor, id); };
    auto* header = dynamic_cast<HeaderBar*> (button ("kit").getParentComponent());
    REQUIRE (header != nullptr);
    const auto menu = header->kitMenu();

    for (juce::PopupMenu::MenuItemIterator items (menu); items.next();)
        if (items.getItem().text == "Factory kit: Tight")
            items.getItem().action();

    const auto saved = shown.session().save();
    button ("auto").setToggleState (true, juce::sendNotificationSync);
    button ("lock_attack").setToggleState (true, juce::sendNotificationSync);
    get<juce::Slider> (*shown.editor, "amount").setValue (55.0, juce::sendNotificationSync);
    shown.editor.reset();
    shown.open();

    CHECK (button ("kit").getButtonText() == "Tight");
    CHECK (button ("auto").getToggleState());
    CHECK (button ("lock_attack").getToggleState());
    CHECK_FALSE (button ("lock_lows").getToggleState());
    CHECK (get<juce::Slider> (*shown.editor, "amount").getValue() == 55.0);
    CHECK ((shown.session().save() == saved)); // in brackets: the texts are long

    juce::MemoryBlock state;
    shown.processor.getStateInformation (state);
    shown.processor.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    dispatch();
    CHECK (button ("kit").getButtonText() == "Kit");
    CHECK (button ("auto").getToggleState());
}

TEST_CASE ("with Auto a sound has the seed of its drafts, on every pad")
{
    Live shown;

    for (const auto pad : { 4, 9 })
    {
        shown.select (pad);
        const auto seed = shown.session().pad (pad).sound()->recipe.seed;
        shown.knob().onChange (2.3);
        REQUIRE (shown.hears (pad, 2.3, true));
        CHECK (shown.session().pad (pad).sound()->recipe.seed == seed);
        shown.knob().onRelease();
        REQUIRE (shown.hears (pad, 2.3, false));
        CHECK (shown.session().pad (pad).sound()->recipe.seed == seed);
    }

    CHECK_FALSE (shown.session().pad (5).seedLocked);
}

TEST_CASE ("a knob that is held still is heard where it stands")
{
    Live shown;
    shown.select (4);

    for (const auto guidance : { 2.3, 2.9, 3.7 })
        shown.knob().onChange (guidance);

    CHECK (shown.hears (4, 3.7, true));
    runFor (300);
    CHECK_FALSE (shown.session().isBusy());
}

TEST_CASE ("turning on ends the sound that letting go began, but not one that the person asked for")
{
    Live shown;
    shown.select (4);
    *shown.drums.limit = 2;
    shown.knob().onChange (2.3);
    shown.knob().onRelease();
    REQUIRE (shown.generates (4));
    shown.knob().onChange (2.9);
    CHECK_FALSE (shown.generates (4));

    *shown.drums.limit = Drums::unlimited;
    REQUIRE (shown.hears (4, 2.9, true));
    *shown.drums.limit = 2;
    shown.knob().onRelease();
    shown.session().generate (4);
    shown.knob().onChange (3.7);
    CHECK (shown.generates (4));
}

TEST_CASE ("menus lie inside the window and are worked by the arrow keys and Enter")
{
    if (juce::Desktop::getInstance().getDisplays().getPrimaryDisplay() == nullptr)
    {
        WARN ("there is no display to open menus on");
        return;
    }

    Opened shown;
    shown.editor->addToDesktop (0);
    shown.editor->setVisible (true);
    get<juce::Button> (*shown.editor, "device").onClick();
    auto* menu = openMenu (*shown.editor);
    REQUIRE (menu != nullptr);
    CHECK (shown.editor->getLocalBounds().contains (menu->getBounds()));
    REQUIRE (menu->getNumChildComponents() > 2);
    CHECK (menu->getAccessibilityHandler()->getRole() == juce::AccessibilityRole::popupMenu);

    menu->keyPressed (juce::KeyPress (juce::KeyPress::downKey));
    menu->keyPressed (juce::KeyPress (juce::KeyPress::downKey));
    menu->keyPressed (juce::KeyPress (juce::KeyPress::returnKey));
    REQUIRE (waitUntil ([&] { return openMenu (*shown.editor) == nullptr; }));
    CHECK (shown.drums.engine->settings().device == "cpu");

    get<juce::Button> (*shown.editor, "kit").onClick();
    REQUIRE (openMenu (*shown.editor) != nullptr);
    shown.editor.reset(); // while a menu is open
    dispatch();
}
