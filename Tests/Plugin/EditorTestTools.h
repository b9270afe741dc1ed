#pragma once

#include "Editor/DragTokens.h"
#include "Editor/Editor.h"
#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace juce
{
bool dispatchNextMessageOnSystemQueue (
    bool returnIfNoPendingMessages); // of juce_events: its loop cannot be left and entered again
}

namespace editortest
{
using namespace stochastick;

/** Makes drums by calculation, in as many steps as the recipe says, each of which waits while the brake is on. */
class DrumMaker : public SoundMaker
{
public:
    explicit DrumMaker (std::shared_ptr<std::atomic<int>> stepLimit)
        : limit (std::move (stepLimit))
    {
    }

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override
    {
        const auto& names = drumClasses();
        const auto found = std::find (names.begin(), names.end(), recipe.classes.begin()->first);
        const auto audio = synthesiseDrum (static_cast<int> (found - names.begin()), recipe.seed);

        for (int step = 1; step <= recipe.steps && ! cancel.isStopped(); ++step)
        {
            while (step > *limit)
            {
                cancel.throwIfCancelled();

                if (cancel.isStopped())
                    break;

                std::this_thread::sleep_for (std::chrono::milliseconds (2));
            }

            cancel.throwIfCancelled();
            const auto left = recipe.steps - step;
            onProgress (
                { step, recipe.steps, step / static_cast<double> (recipe.steps), 1.0, 0.4 * left, [&] { return audio; } });
        }

        return { audio, recipe, recipe.steps };
    }

private:
    std::shared_ptr<std::atomic<int>> limit;
};

/** An engine without a network, whose runs can be held at a step. */
struct Drums
{
    static constexpr int unlimited = 1000000;
    std::shared_ptr<std::atomic<int>> limit = std::make_shared<std::atomic<int>> (unlimited);
    std::shared_ptr<SharedEngine> engine = std::make_shared<SharedEngine> (
        [held = limit] (const std::string&, const EngineSettings&) { return std::make_unique<DrumMaker> (held); });
};

/** Before JUCE is started, for windows on a display. Where there is no window manager X refuses some of what JUCE asks for,
    and JUCE lets that pass in applications alone. */
inline void beAnApplication()
{
    juce::JUCEApplicationBase::createInstance = []() -> juce::JUCEApplicationBase* { return nullptr; };
}

inline bool hasDisplay()
{
    return juce::Desktop::getInstance().getDisplays().getPrimaryDisplay() != nullptr;
}

/** Not for long: where painting is slow (under a sanitizer), there is always more to do. */
inline void dispatch()
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds (200);

    while (std::chrono::steady_clock::now() < end && juce::dispatchNextMessageOnSystemQueue (true))
    {
    }
}

/** Lets the message thread do its work until the condition holds. @return whether it did in ten seconds */
template <typename Condition>
bool waitUntil (Condition&& condition)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds (10);

    while (! condition())
    {
        if (std::chrono::steady_clock::now() > end)
            return false;

        dispatch();
        std::this_thread::sleep_for (std::chrono::milliseconds (2));
    }

    return true;
}

inline void runFor (int milliseconds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds (milliseconds);
    waitUntil ([&] { return std::chrono::steady_clock::now() > end; });
}

/** The component with this id, wherever it lies inside. */
inline juce::Component* find (juce::Component& parent, const juce::String& id)
{
    for (auto* child : parent.getChildren())
    {
        if (child->getComponentID() == id)
            return child;

        if (auto* inner = find (*child, id))
            return inner;
    }

    return nullptr;
}

template <typename Type>
Type& get (juce::Component& parent, const juce::String& id)
{
    auto* found = dynamic_cast<Type*> (find (parent, id));

    if (found == nullptr)
        throw std::runtime_error ("the editor has no " + id.toStdString());

    return *found;
}

inline void fillPads (Processor& processor)
{
    processor.session().wholeKit (7, 0.5);
    waitUntil ([&] { return ! processor.session().isBusy(); });
}

/** A processor with drums and its editor. */
struct Opened
{
    Drums drums {};
    Processor processor { drums.engine };
    std::unique_ptr<Editor> editor {};

    Opened()
    {
        processor.prepareToPlay (44100.0, 512);
        fillPads (processor);
        open();
    }

    /** In a window, where there is a display. */
    void open()
    {
        editor = std::make_unique<Editor> (processor);

        if (! hasDisplay())
            return;

        editor->addToDesktop (0);
        editor->setVisible (true);
    }

    Session& session() { return processor.session(); }
    bool press (const juce::KeyPress& key) { return editor->keyPressed (key); }
    bool press (char letter) { return press (juce::KeyPress (letter)); }
    juce::Component& pad (int index) { return get<juce::Component> (*editor, "pad" + juce::String (index + 1)); }
};
} // namespace editortest
