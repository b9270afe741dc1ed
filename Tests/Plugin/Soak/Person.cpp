#include "Plugin/Soak/Person.h"

#include "Plugin/EditorTestTools.h"

namespace soak
{
using namespace stochastick;

Person::Person (Processor& used, AudioThread& itsHost, Counts& runCounts, const std::string& itsModel, unsigned seed)
    : processor (used),
      session (used.session()),
      host (itsHost),
      counts (runCounts),
      model (itsModel),
      random (seed)
{
    for (int i = 0; i < Session::pads; ++i)
    {
        Recipe recipe;
        recipe.model = model;
        recipe.classes = session.pad (i).recipe.classes;
        recipe.steps = 4;
        session.setRecipe (i, recipe);
    }

    session.wholeKit (seed, 0.5);
}

Person::~Person() = default;

void Person::act()
{
    static const std::vector<std::pair<int, Act>> acts {
        { 12, &Person::makeOne },         { 2, &Person::makeMany },   { 4, &Person::changeRecipe },
        { 4, &Person::endRun },           { 4, &Person::goBack },     { 2, &Person::movePads },
        { 3, &Person::useCandidates },    { 1, &Person::useFiles },   { 1, &Person::prepare },
        { 12, &Person::changeParameter }, { 4, &Person::audition },   { 1, &Person::chooseDevice },
        { 3, &Person::openOrClose },      { 16, &Person::useEditor },
    };
    static const auto total =
        std::accumulate (acts.begin(), acts.end(), 0, [] (int sum, const auto& one) { return sum + one.first; });
    auto place = random.below (total);

    for (const auto& [weight, what] : acts)
        if ((place -= weight) < 0)
            return (this->*what)();
}

void Person::prepare()
{
    constexpr std::array rates { 22050.0, 44100.0, 48000.0, 96000.0, 192000.0 };
    host.prepare (random.pick (rates), 16 << random.below (8));
}

void Person::changeParameter()
{
    auto* parameter = random.pick (processor.getParameters());
    parameter->beginChangeGesture();
    parameter->setValueNotifyingHost (static_cast<float> (random.unit()));
    parameter->endChangeGesture();
    counts.add (Did::parameters);

    if (random.oneIn (20))
        processor.setNote (pad(), random.below (129) - 1);
}

void Person::audition()
{
    if (const auto* sound = session.pad (pad()).sound(); sound != nullptr && random.oneIn (3))
    {
        PlayableSound played;
        played.zones.push_back ({ 1, 127, static_cast<double> (sound->audio.sampleRate), sound->audio.samples });
        processor.audition (std::make_shared<const PlayableSound> (played));
    }
    else
    {
        processor.audition (pad(), 0.7f);
    }
}

void Person::chooseDevice()
{
    processor.chooseEngine ({ random.oneIn (2) ? "auto" : "cpu", 1 });
}

void Person::openOrClose()
{
    if (editor == nullptr)
    {
        editor = std::make_unique<Editor> (processor);
        counts.add (Did::editors);

        if (juce::Desktop::getInstance().getDisplays().getPrimaryDisplay() != nullptr)
        {
            editor->addToDesktop (0);
            editor->setVisible (true);
        }
    }
    else if (random.oneIn (2))
    {
        if (session.isBusy())
            counts.add (Did::closedInRuns);

        editor.reset();
    }
}

void Person::useEditor()
{
    if (editor == nullptr)
        return;

    static constexpr std::array<Act, 4> uses { &Person::pressKey, &Person::markRegion, &Person::pressButton,
                                               &Person::useMenu };
    (this->*random.pick (uses))();

    if (random.oneIn (8))
        editor->setSize (900 + random.below (1500), 580 + random.below (1000));

    if (random.oneIn (6))
    {
        editor->createComponentSnapshot (editor->getLocalBounds());
        counts.add (Did::pictures);
    }
}

void Person::pressKey()
{
    using Key = juce::KeyPress;
    const auto control = juce::ModifierKeys::ctrlModifier;
    static const std::vector<Key> keys { Key ('g'),
                                         Key ('v'),
                                         Key (Key::spaceKey),
                                         Key (Key::leftKey),
                                         Key (Key::rightKey),
                                         Key (Key::upKey),
                                         Key (Key::downKey),
                                         Key (Key::deleteKey),
                                         Key (Key::F2Key),
                                         Key ('z', control, 0),
                                         Key ('y', control, 0),
                                         Key (Key::escapeKey) };
    editor->keyPressed (random.pick (keys));
}

void Person::markRegion()
{
    auto& canvas = editortest::get<juce::Component> (*editor, "soundCanvas");
    const auto source = juce::Desktop::getInstance().getMainMouseSource();
    const auto from = static_cast<float> (random.below (canvas.getWidth())),
               to = static_cast<float> (random.below (canvas.getWidth()));
    const auto event = [&] (float x) {
        return juce::MouseEvent (source, { x, 9.0f }, juce::ModifierKeys::leftButtonModifier, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f,
                                 &canvas, &canvas, {}, { from, 9.0f }, {}, 1, juce::approximatelyEqual (x, from));
    };
    canvas.mouseDown (event (from));
    canvas.mouseDrag (event (to));

    if (! random.oneIn (10)) // or the editor goes in the middle of a drag
        canvas.mouseUp (event (to));
}

void Person::pressButton()
{
    static const std::vector<const char*> buttons {
        "generate",     "vary",     "children", "redoRegion", "auto",        "advanced",       "wholeKit",      "kitMake",
        "spectrumView", "waveView", "dbView",   "ab",         "undo",        "redo",           "keepCandidate", "mute",
        "solo",         "cancel",   "stop",     "lock_tail",  "lock_attack", "clearCandidates"
    };

    if (auto* button = dynamic_cast<juce::Button*> (editortest::find (*editor, random.pick (buttons))))
        if (button->isEnabled())
            button->triggerClick();
}

/** Of the device, which opens no dialog; often it is left open. */
void Person::useMenu()
{
    if (editor->getPeer() == nullptr)
        return;

    if (auto* menu = juce::Component::getCurrentlyModalComponent())
        menu->keyPressed (juce::KeyPress (random.oneIn (3) ? juce::KeyPress::returnKey : juce::KeyPress::downKey));
    else
        editortest::get<juce::Button> (*editor, "device").triggerClick();
}
} // namespace soak
