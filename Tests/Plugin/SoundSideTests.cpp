#include "EditorTestTools.h"

#include <catch2/catch.hpp>

using namespace editortest;

namespace
{
using Weights = std::map<std::string, double>;

/** A processor with a kit, its first pad selected, and the editor. */
struct Window
{
    Window()
    {
        processor.prepareToPlay (48000.0, 512);
        fillPads (processor);
        editor = std::make_unique<Editor> (processor);
        runFor (20);
    }

    const Pad& pad() { return processor.session().pad (0); }
    bool finish()
    {
        return waitUntil ([this] { return ! processor.session().isBusy(); });
    }

    template <typename Type>
    Type& part (const juce::String& id)
    {
        return get<Type> (*editor, id);
    }

    void press (const juce::String& id)
    {
        part<juce::Button> (id).triggerClick();
        runFor (30);
    }

    /** The loudest of the next hundredth of a second. */
    float heard()
    {
        juce::AudioBuffer<float> buffer (processor.getTotalNumOutputChannels(), 512);
        juce::MidiBuffer midi;
        processor.processBlock (buffer, midi);
        return buffer.getMagnitude (0, buffer.getNumSamples());
    }

    void fallSilent()
    {
        for (int i = 0; i < 200; ++i)
            heard();
    }

    void dragOnSound (float from, float to)
    {
        auto& canvas = part<juce::Component> ("soundCanvas");
        const auto source = juce::Desktop::getInstance().getMainMouseSource();
        const auto event = [&] (float x, bool moved) {
            return juce::MouseEvent (source, { x, 20.0f }, juce::ModifierKeys::leftButtonModifier, 0.0f, 0.0f, 0.0f, 0.0f,
                                     0.0f, &canvas, &canvas, {}, { from, 20.0f }, {}, 1, moved);
        };
        canvas.mouseDown (event (from, false));
        canvas.mouseDrag (event (to, true));
        canvas.mouseUp (event (to, true));
    }

    juce::ScopedJuceInitialiser_GUI juce {};
    Drums drums {};
    Processor processor { drums.engine };
    std::unique_ptr<Editor> editor {};
};
} // namespace

TEST_CASE ("a click on a class asks for it alone, and one with shift mixes it in", "[editor]")
{
    Window window;
    window.part<ClassChip> ("class_snare").clicked ({});
    CHECK (window.pad().recipe.classes == Weights { { "snare", 1.0 } });
    window.part<ClassChip> ("class_tom").clicked (juce::ModifierKeys::shiftModifier);
    CHECK (window.pad().recipe.classes == Weights { { "snare", 1.0 }, { "tom", 1.0 } });
}

TEST_CASE ("a property that no sound of the new class has is left free", "[editor]")
{
    Window window;
    window.part<ClassChip> ("class_kick").clicked ({});
    window.part<juce::Slider> ("brightness").setValue (100.0, juce::sendNotificationSync);
    window.part<juce::Slider> ("decay").setValue (0.4, juce::sendNotificationSync);
    window.part<ClassChip> ("class_hat_closed").clicked ({});
    CHECK_FALSE (window.pad().recipe.descriptors.contains ("brightness"));
    CHECK (window.pad().recipe.descriptors.contains ("decay"));
}

TEST_CASE ("a property of the sound is asked for once its slider was moved, and no more when it is freed", "[editor]")
{
    Window window;
    auto& slider = window.part<juce::Slider> ("brightness");
    slider.setValue (100.0, juce::sendNotificationSync);
    REQUIRE (window.pad().recipe.descriptors.contains ("brightness"));
    CHECK (window.pad().recipe.descriptors.at ("brightness") == Approx (100.0).epsilon (0.01));
    slider.keyPressed (juce::KeyPress (juce::KeyPress::deleteKey));
    CHECK_FALSE (window.pad().recipe.descriptors.contains ("brightness"));
}

TEST_CASE ("what was marked on the waveform is made anew", "[editor]")
{
    Window window;
    CHECK_FALSE (window.part<juce::Button> ("redoRegion").isEnabled());
    window.dragOnSound (100.0f, 200.0f);
    CHECK (window.part<juce::Button> ("redoRegion").isEnabled());
    window.press ("redoRegion");
    REQUIRE (window.finish());
    const auto& regions = window.pad().sound()->recipe.regions;
    REQUIRE (regions.size() == 1);
    const auto width = window.part<juce::Component> ("soundCanvas").getWidth();
    CHECK (regions[0].from == Approx (100.0 / width * window.pad().sound()->audio.seconds()).margin (0.002));

    window.part<juce::Component> ("soundCanvas").keyPressed (juce::KeyPress (juce::KeyPress::deleteKey));
    CHECK_FALSE (window.part<juce::Button> ("redoRegion").isEnabled());
}

TEST_CASE ("a seed that is typed is kept for the next sound", "[editor]")
{
    Window window;
    auto& text = window.part<juce::TextEditor> ("seed");
    text.setText ("18446744073709551615", false);
    text.onReturnKey();
    CHECK (window.pad().recipe.seed == 18446744073709551615ULL);
    CHECK (window.pad().seedLocked);
    window.press ("generate");
    REQUIRE (window.finish());
    CHECK (window.pad().sound()->recipe.seed == 18446744073709551615ULL);
    CHECK (window.part<juce::TextEditor> ("seed").getText() == "18446744073709551615");
}

TEST_CASE ("a sampler's own numbers are offered with it alone", "[editor]")
{
    Window window;
    window.press ("advanced");
    CHECK_FALSE (window.part<juce::Component> ("control_eta").isVisible());
    auto& menu = window.part<juce::ComboBox> ("sampler");

    for (int i = 0; i < menu.getNumItems(); ++i)
        if (menu.getItemText (i) == "DDIM")
            menu.setSelectedItemIndex (i, juce::sendNotificationSync);

    CHECK (window.pad().recipe.sampler == SamplerKind::ddim);
    CHECK (window.part<juce::Component> ("control_eta").isVisible());
    CHECK_FALSE (window.part<juce::Component> ("control_churn").isVisible());
}

TEST_CASE ("a child is heard, kept, and the history leads back", "[editor]")
{
    Window window;
    const auto before = window.pad().soundPointer();
    window.press ("children");
    REQUIRE (window.finish());
    runFor (50);
    const auto child = window.processor.session().candidates().at (2).sound;
    window.part<CandidateCard> ("candidate2").onPick();
    window.press ("keepCandidate");
    CHECK (window.pad().soundPointer()->audio.samples == child->audio.samples);

    auto& list = window.part<juce::ListBox> ("history");
    list.selectRow (1);
    CHECK (window.pad().soundPointer() == before);
}

TEST_CASE ("with auto on, letting a slider go makes the sound of the same seed", "[editor]")
{
    Window window;
    const auto seed = window.pad().sound()->recipe.seed;
    window.press ("auto");
    window.part<juce::Slider> ("brightness").setValue (90.0, juce::sendNotificationSync);
    CHECK (window.pad().seedLocked);
    CHECK (window.processor.session().isBusy());
    REQUIRE (window.finish());
    CHECK (window.pad().sound()->recipe.seed == seed);
    CHECK (window.pad().sound()->recipe.descriptors.contains ("brightness"));
}

TEST_CASE ("with auto on, the draft of a knob that is held is heard, and the sound when it is let go", "[editor]")
{
    Window window;
    window.press ("auto");
    auto& slider = window.part<juce::Slider> ("brightness");
    slider.onDragStart();
    slider.setValue (90.0, juce::sendNotificationSync);
    REQUIRE (window.finish());
    REQUIRE (window.pad().history.back().draft);
    CHECK (window.heard() > 0.001f);

    window.fallSilent();
    slider.onDragEnd();
    REQUIRE (window.finish());
    REQUIRE_FALSE (window.pad().history.back().draft);
    CHECK (window.heard() > 0.001f);
}

TEST_CASE ("what no knob asked for is not played when it is made", "[editor]")
{
    Window window;
    window.press ("generate");
    REQUIRE (window.finish());
    CHECK (window.heard() == 0.0f);

    window.press ("auto");
    window.part<juce::Slider> ("brightness").setValue (90.0, juce::sendNotificationSync);
    REQUIRE (window.finish());
    window.fallSilent();
    window.processor.session().vary (0, 0.3, {});
    REQUIRE (window.finish());
    CHECK (window.heard() == 0.0f);
}

TEST_CASE ("the editor may be closed while it shows a sound that emerges as a spectrogram", "[editor]")
{
    Window window;
    window.press ("spectrumView");
    *window.drums.limit = 5;
    window.press ("generate");
    runFor (100);
    window.editor.reset();
    *window.drums.limit = Drums::unlimited;
    REQUIRE (window.finish());
    CHECK (window.pad().take == static_cast<int> (window.pad().history.size()) - 1);
}
