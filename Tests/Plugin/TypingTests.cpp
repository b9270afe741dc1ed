#include "Editor/TypedNote.h"
#include "EditorTestTools.h"
#include "ParameterText.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
/** The text box of a knob or a row. */
juce::Label& boxOf (juce::Component& parent)
{
    for (auto* child : parent.getChildren())
    {
        if (auto* box = dynamic_cast<juce::Label*> (child))
            return *box;

        if (dynamic_cast<juce::Slider*> (child) != nullptr)
            return boxOf (*child);
    }

    throw std::runtime_error ("there is no text box");
}

/** The editor with its first pad, and what can be typed into. */
struct Typing : Opened
{
    Typing()
    {
        processor.selectPad (0);
        dispatch();
    }

    const Pad& first() { return session().pad (0); }
    const Pad& second() { return session().pad (1); }

    /** Without the Return key or leaving the box. */
    static void typeInto (juce::Label& box, const juce::String& text)
    {
        box.showEditor();
        box.getCurrentTextEditor()->setText (text, false);
    }

    double level (int pad) { return processor.parameters().getRawParameterValue (parameterId (pad, "level"))->load(); }

    juce::TextEditor& seedBox = get<juce::TextEditor> (*editor, "seed");
    juce::Label& stepsBox = boxOf (get<juce::Component> (*editor, "steps"));
    juce::Label& noteBox = boxOf (get<juce::Component> (*editor, "note"));
    juce::Label& levelBox = boxOf (get<juce::Component> (*editor, "level"));
};
} // namespace

TEST_CASE ("what is typed for a recipe goes to the pad that was shown, though another one was selected meanwhile")
{
    Typing shown;
    const auto before = shown.second().recipe;
    const auto lockedBefore = shown.second().seedLocked;
    shown.seedBox.setText ("4242", false);

    SECTION ("when its box is left before that one is shown")
    {
        shown.processor.selectPad (1);
        shown.seedBox.onFocusLost();
        shown.stepsBox.setText ("33", juce::sendNotificationSync);
    }

    SECTION ("when its box is not left")
    {
        shown.typeInto (shown.stepsBox, "33");
        shown.processor.selectPad (1);
    }

    dispatch();
    CHECK (shown.first().recipe.seed == 4242);
    CHECK (shown.first().recipe.steps == 33);
    CHECK (shown.first().seedLocked);
    CHECK (shown.second().recipe == before);
    CHECK (shown.second().seedLocked == lockedBefore);
    CHECK (shown.seedBox.getText() == juce::String (before.seed));
    CHECK (shown.stepsBox.getText() == juce::String (before.steps));
}

TEST_CASE ("what is typed below a knob goes to the pad that was shown, though another one was selected meanwhile")
{
    Typing shown;
    const auto note = shown.processor.noteOf (1);

    SECTION ("when its box is left before that one is shown")
    {
        shown.processor.selectPad (1);
        shown.noteBox.setText ("C4", juce::sendNotificationSync);
        shown.levelBox.setText ("-6", juce::sendNotificationSync);
    }

    SECTION ("when its box is not left")
    {
        shown.typeInto (shown.noteBox, "C4");
        shown.typeInto (shown.levelBox, "-6");
        shown.processor.selectPad (1);
    }

    dispatch();
    CHECK (shown.processor.noteOf (0) == 60);
    CHECK (shown.processor.noteOf (1) == note);
    CHECK (shown.noteBox.getText().startsWith (noteName (note)));
    CHECK (shown.level (0) == Approx (-6.0).margin (0.05));
    CHECK (shown.level (1) == Approx (0.0).margin (0.05));
}

TEST_CASE ("with auto on, what was typed for the pad before makes no sound of the one that is selected now")
{
    Typing shown;
    get<juce::Button> (*shown.editor, "auto").setToggleState (true, juce::sendNotificationSync);
    shown.seedBox.setText ("4242", false);
    shown.processor.selectPad (1);
    shown.seedBox.onFocusLost();
    CHECK (shown.first().recipe.seed == 4242);
    CHECK_FALSE (shown.session().isBusy());
}

TEST_CASE ("a seed that is being typed stays until Escape, and then the pad's is shown again")
{
    Typing shown;
    auto recipe = shown.first().recipe;
    recipe.seed = 77;
    shown.seedBox.setText ("12", false);
    shown.session().setRecipe (0, recipe);
    CHECK (shown.seedBox.getText() == "12");
    shown.seedBox.onEscapeKey();
    CHECK (shown.seedBox.getText() == "77");

    recipe.seed = 78;
    shown.session().setRecipe (0, recipe);
    CHECK (shown.seedBox.getText() == "78");
}

TEST_CASE ("what is typed for a note and is none leaves the note as it was")
{
    Typing shown;
    const auto note = shown.processor.noteOf (0);
    const auto text = shown.noteBox.getText();
    shown.noteBox.setText ("loud", juce::sendNotificationSync);
    CHECK (shown.processor.noteOf (0) == note);
    CHECK (shown.noteBox.getText() == text);
}

TEST_CASE ("a note is typed as its number, its name, or both as its box shows them")
{
    for (int key = 0; key < 128; ++key)
    {
        const auto number = juce::String (key), name = noteName (key);
        CHECK (typedNote (number) == key);
        CHECK (typedNote (name.toLowerCase()) == key);
        CHECK (typedNote (" " + name + " (" + number + ") ") == key);
    }

    CHECK (typedNote ("D2 (40)") == 40);
    CHECK (typedNote ("(40)") == 40);
}

TEST_CASE ("what is no key of a keyboard is no note")
{
    CHECK_FALSE (typedNote (noteName (-1)).has_value());

    for (const auto* text : { "", "128", "-1", "D2 (128)", "D2 ()", "G#9", "H2", "38 Hz" })
        CHECK_FALSE (typedNote (text).has_value());
}
