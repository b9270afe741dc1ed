#include "EditorTestTools.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
void click (juce::Component& parent, const juce::String& id)
{
    get<juce::Button> (parent, id).onClick();
}

juce::Image picture (juce::Component& component)
{
    return component.createComponentSnapshot (component.getLocalBounds());
}

int differences (const juce::Image& one, const juce::Image& other)
{
    int count = 0;

    for (int y = 0; y < std::min (one.getHeight(), other.getHeight()); ++y)
        for (int x = 0; x < std::min (one.getWidth(), other.getWidth()); ++x)
            count += one.getPixelAt (x, y) != other.getPixelAt (x, y);

    return count;
}
} // namespace

TEST_CASE ("the editor opens and closes fifty times, with two instances, and in the middle of runs")
{
    Opened first, second;
    *first.drums.limit = 3;
    first.session().generate (0);
    second.session().generate (1);

    for (int i = 0; i < 50; ++i)
    {
        first.open();
        second.open();
        picture (*first.editor);
        first.session().vary (i % Session::pads, 0.3, {});
        runFor (5);
        first.editor.reset();
        second.editor.reset();
        dispatch();
    }

    CHECK (first.session().isBusy());
    *first.drums.limit = Drums::unlimited;
    CHECK (waitUntil ([&] { return ! first.session().isBusy(); }));
    CHECK (first.session().pad (0).sound() != nullptr);
}

TEST_CASE ("the first pad lies at the lower left and the arrows walk from there and stop at the edges")
{
    Opened shown;
    shown.processor.selectPad (0);
    CHECK (shown.pad (0).getBounds().getBottom() > shown.pad (4).getBounds().getBottom());
    CHECK (shown.pad (1).getX() > shown.pad (0).getX());

    CHECK (shown.press (juce::KeyPress (juce::KeyPress::rightKey)));
    CHECK (shown.processor.selectedPad() == 1);
    CHECK (shown.press (juce::KeyPress (juce::KeyPress::upKey)));
    CHECK (shown.processor.selectedPad() == 5);

    for (int i = 0; i < 6; ++i)
        shown.press (juce::KeyPress (juce::KeyPress::leftKey));

    CHECK (shown.processor.selectedPad() == 4);
    CHECK_FALSE (shown.press (juce::KeyPress (juce::KeyPress::upKey, juce::ModifierKeys::commandModifier, 0)));
}

TEST_CASE ("G makes a new sound, Delete clears the pad, and undo and redo go back and forth")
{
    Opened shown;
    shown.processor.selectPad (2);
    const auto before = shown.session().pad (2).soundPointer();
    CHECK (shown.press ('g'));
    REQUIRE (waitUntil ([&] { return shown.session().pad (2).soundPointer() != before; }));

    CHECK (shown.press (juce::KeyPress (juce::KeyPress::deleteKey)));
    CHECK (shown.session().pad (2).sound() == nullptr);
    const juce::KeyPress undo ('z', juce::ModifierKeys::ctrlModifier, 0),
        redo ('z', juce::ModifierKeys::ctrlModifier | juce::ModifierKeys::shiftModifier, 0);
    CHECK (shown.press (undo));
    CHECK (shown.session().pad (2).sound() != nullptr);
    CHECK (shown.press (redo));
    CHECK (shown.session().pad (2).sound() == nullptr);
    shown.press (undo);
    shown.press (undo);
    CHECK (shown.session().pad (2).soundPointer() == before);
}

TEST_CASE ("space plays the selected pad and lights it")
{
    Opened shown;
    shown.processor.selectPad (6);
    CHECK (shown.press (juce::KeyPress (juce::KeyPress::spaceKey)));
    juce::AudioBuffer<float> buffer (shown.processor.getTotalNumOutputChannels(), 512);
    juce::MidiBuffer midi;
    shown.processor.processBlock (buffer, midi);
    CHECK (buffer.getMagnitude (0, 512) > 0.001f);
    CHECK (shown.processor.instrument().padActivity (6) > 0.5f);
    CHECK (shown.processor.instrument().padActivity (5) == 0.0f);
}

TEST_CASE ("the knobs are those of the selected pad")
{
    Opened shown;
    shown.processor.selectPad (0);
    dispatch();
    auto& level = get<Knob> (*shown.editor, "level").slider;
    level.setValue (-6.0, juce::sendNotificationSync);
    const auto valueOf = [&] (int pad) {
        return shown.processor.parameters().getRawParameterValue (parameterId (pad, "level"))->load();
    };
    CHECK (valueOf (0) == Approx (-6.0f).margin (0.05));
    CHECK (valueOf (5) == Approx (0.0f).margin (0.05));

    shown.processor.selectPad (5);
    dispatch();
    CHECK (level.getValue() == Approx (0.0).margin (0.05));
    level.setValue (3.0, juce::sendNotificationSync);
    CHECK (valueOf (0) == Approx (-6.0f).margin (0.05));
    CHECK (valueOf (5) == Approx (3.0f).margin (0.05));
    CHECK (level.getTextFromValue (3.0).contains ("dB"));

    auto& note = get<Knob> (*shown.editor, "note").slider;
    CHECK (juce::roundToInt (note.getValue()) == shown.processor.noteOf (5));
    note.setValue (72.0, juce::sendNotificationSync);
    CHECK (shown.processor.noteOf (5) == 72);
    CHECK (shown.processor.noteOf (0) != 72);
}

TEST_CASE ("choke groups and outputs of the boxes arrive as the values they name")
{
    Opened shown;
    shown.processor.selectPad (4);
    dispatch();
    auto& parameters = shown.processor.parameters();
    get<juce::ComboBox> (*shown.editor, "choke").setSelectedItemIndex (3, juce::sendNotificationSync);
    get<juce::ComboBox> (*shown.editor, "output").setSelectedItemIndex (7, juce::sendNotificationSync);
    PadSettings settings;

    for (const auto& parameter : allPadParameters())
        parameter.apply (settings, parameters.getRawParameterValue (parameterId (4, parameter.key))->load());

    CHECK (settings.chokeGroup == 3);
    CHECK (settings.bus == 7);
}

TEST_CASE ("a job is listed with its progress, and stop and cancel end it")
{
    Opened shown;
    *shown.drums.limit = 2;
    const auto before = shown.session().pad (3).soundPointer();
    shown.session().generate (3);
    REQUIRE (waitUntil ([&] { return ! shown.session().jobs().empty() && shown.session().jobs()[0].progress.step >= 2; }));
    auto& jobs = get<JobList> (*shown.editor, "jobs");
    const auto busy = picture (shown.pad (3));
    REQUIRE (find (jobs, "stop") != nullptr);

    SECTION ("cancel leaves the pad as it was")
    {
        click (jobs, "cancel");
        REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
        CHECK (shown.session().pad (3).soundPointer() == before);
    }

    SECTION ("stop keeps the sound as far as it is")
    {
        click (jobs, "stop");
        REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
        CHECK (shown.session().pad (3).soundPointer() != before);
    }

    CHECK (find (jobs, "stop") == nullptr);
    CHECK (differences (busy, picture (shown.pad (3))) > 100);
}

TEST_CASE ("a whole kit is made from the seed that is shown, and the same seed makes the same kit")
{
    Opened shown;
    auto& panel = get<KitMaker> (*shown.editor, "kitMaker");
    CHECK_FALSE (panel.isVisible());

    const auto make = [&] {
        click (*shown.editor, "wholeKit");
        REQUIRE (panel.isVisible());
        get<juce::TextEditor> (panel, "kitSeed").setText ("1234");
        click (panel, "kitMake");
        CHECK_FALSE (panel.isVisible());
        REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
        return shown.session().pad (9).sound()->recipe.seed;
    };

    const auto before = shown.session().pad (9).sound()->recipe.seed;
    const auto first = make();
    CHECK (first != before);
    CHECK (make() == first);
}

TEST_CASE ("a pad carries a WAV file out, takes any file in, and says why it cannot use one")
{
    Opened shown;
    PadActions actions (shown.processor);
    const auto file = actions.draggableFile (3);
    CHECK (file.existsAsFile());
    CHECK (file.hasFileExtension ("wav"));

    auto& target = dynamic_cast<juce::FileDragAndDropTarget&> (shown.pad (3));
    CHECK (target.isInterestedInFileDrag ({ file.getFullPathName() }));
    CHECK (target.isInterestedInFileDrag ({ "/a/picture.png" }));
    target.filesDropped ({ "/a/picture.png", "/a/letter.txt" }, 0, 0);
    auto& status = get<StatusLine> (*shown.editor, "status");
    CHECK (waitUntil ([&] { return status.sentence().contains ("picture.png"); }));

    shown.session().clear (3);
    CHECK (actions.draggableFile (3) == juce::File());
    file.deleteFile();
}

TEST_CASE ("pads take other pads and candidates that are dragged on them, but not themselves")
{
    CHECK (draggedIndex (Dragged::pad, dragToken (Dragged::pad, 12)) == 12);
    CHECK_FALSE (draggedIndex (Dragged::pad, dragToken (Dragged::candidate, 12)).has_value());

    Opened shown;
    auto& target = dynamic_cast<juce::DragAndDropTarget&> (shown.pad (3));
    const auto source = [&] (const juce::var& token) {
        return juce::DragAndDropTarget::SourceDetails (token, &shown.pad (0), {});
    };
    CHECK (target.isInterestedInDragSource (source (dragToken (Dragged::pad, 0))));
    CHECK_FALSE (target.isInterestedInDragSource (source (dragToken (Dragged::pad, 3))));
    CHECK_FALSE (target.isInterestedInDragSource (source ("text")));

    shown.session().children (3, 0.3, {}, 2);
    REQUIRE (waitUntil ([&] { return ! shown.session().isBusy(); }));
    const auto child = shown.session().candidates()[1].sound;
    REQUIRE (child != nullptr);
    target.itemDropped (source (dragToken (Dragged::candidate, 1)));
    CHECK (shown.session().pad (3).sound()->audio.samples == child->audio.samples);
}

TEST_CASE ("what the session says is shown in the status line")
{
    Opened shown;
    shown.session().drumify (0, "/nowhere/kick.wav", 0.0);
    auto& status = get<StatusLine> (*shown.editor, "status");
    CHECK (waitUntil ([&] { return status.sentence().contains ("kick.wav"); }));
}
