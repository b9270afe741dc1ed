#pragma once

#include "Doubles/FakeSoundMaker.h"
#include "Session/Session.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <thread>

/** What the tests of the session share. */
namespace sessiontest
{
using namespace stochastick;
using test::StepGate;

/** A decaying noise that is another one for each seed, class and level. */
inline MonoAudio soundOf (const Recipe& recipe, int steps)
{
    MonoAudio audio { std::vector<float> (2000), 44100 };
    auto state = recipe.seed * 2654435761u + static_cast<std::uint64_t> (steps) * 97u + 12345u;
    const auto peak = static_cast<float> (std::pow (10.0, recipe.peakDb / 20.0));

    for (const auto letter : recipe.classes.begin()->first)
        state = state * 31u + static_cast<unsigned char> (letter);

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
    {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto noise = static_cast<float> (static_cast<double> (state >> 11) * 0x1p-52 - 1.0);
        audio.samples[i] = i == 0 ? peak : peak * noise * std::exp (-static_cast<float> (i) / 400.0f);
    }

    return audio;
}

/** Makes such sounds in as many steps as the recipe says, each after a permit of the gate. */
class SeededMaker : public SoundMaker
{
public:
    static constexpr auto brokenModel = "a model that is broken";
    static constexpr int brokenSteps = 13;    ///< a recipe that asks for so many fails
    static constexpr int silentEndSteps = 11; ///< of such a one the last 100 samples are silent

    explicit SeededMaker (StepGate& stepGate)
        : gate (stepGate)
    {
    }

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override
    {
        if (recipe.steps == brokenSteps)
            throw std::runtime_error ("The maker is broken.");

        auto made = recipe;
        made.weightHash = "fake";
        int step = 0;

        while (step < recipe.steps && ! cancel.isStopped())
        {
            cancel.throwIfCancelled();
            gate.pass();
            ++step;
            onProgress (
                { step, recipe.steps, step / double (recipe.steps), 1.0, 0.0, [&] { return soundOf (recipe, step); } });
        }

        if (step < recipe.steps)
            made.stopAfter = step;

        auto audio = soundOf (recipe, step);

        if (recipe.steps == silentEndSteps)
            std::fill (audio.samples.end() - 100, audio.samples.end(), 0.0f);

        return { audio, made, step, step < recipe.steps ? "Stopped." : "" };
    }

private:
    StepGate& gate;
};

class Watcher : public Session::Listener
{
public:
    void padChanged (int pad) override { changes.push_back (pad); }
    void jobsChanged() override { ++jobs; }
    void candidatesChanged() override { ++candidates; }
    void said (const std::string& sentence) override { sentences.push_back (sentence); }

    std::vector<int> changes;
    int jobs = 0, candidates = 0;
    std::vector<std::string> sentences;
};

/** An engine without weights. */
struct FakeEngine
{
    ~FakeEngine() { gate.open(); } // the engine waits for the step that its worker is in

    StepGate gate;
    std::atomic<int> makers { 0 };
    std::shared_ptr<SharedEngine> engine =
        std::make_shared<SharedEngine> ([this] (const std::string& model, const EngineSettings&) {
            if (model == SeededMaker::brokenModel)
                throw std::runtime_error ("The model is broken.");

            ++makers;
            return std::make_unique<SeededMaker> (gate);
        });
};

/** Polls until the condition holds; false when it does not within ten seconds. */
template <typename Condition>
bool pollUntil (Session& session, const Condition& condition)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds (10);

    while (std::chrono::steady_clock::now() < deadline)
    {
        session.poll();

        if (condition())
            return true;

        std::this_thread::sleep_for (std::chrono::milliseconds (1));
    }

    return false;
}

inline bool finishAll (Session& session)
{
    return pollUntil (session, [&] { return ! session.isBusy(); });
}

/** A session whose jobs wait at the gate until it is opened. */
struct Studio : FakeEngine
{
    explicit Studio (bool gateIsOpen = true)
    {
        session.addListener (&watcher);

        if (gateIsOpen)
            gate.open();
    }

    bool finish() { return finishAll (session); }

    /** A sound of this seed on the pad. */
    SoundPointer fill (int pad, std::uint64_t seed)
    {
        auto recipe = session.pad (pad).recipe;
        recipe.seed = seed;
        session.setRecipe (pad, recipe);
        session.setSeedLocked (pad, true);
        session.generate (pad);
        REQUIRE (finish());
        return session.pad (pad).soundPointer();
    }

    /** Until the pad's job has begun: it holds the worker at a closed gate. */
    bool waitForRunning()
    {
        return pollUntil (session, [&] {
            return std::any_of (session.jobs().begin(), session.jobs().end(),
                                [] (const JobView& job) { return job.running; });
        });
    }

    Watcher watcher;
    Session session { engine };
};

inline std::vector<float> samplesOf (const SoundPointer& sound)
{
    return sound == nullptr ? std::vector<float> {} : sound->audio.samples;
}

inline std::string labelOf (const Pad& pad)
{
    return pad.take < 0 ? std::string {} : pad.history[static_cast<std::size_t> (pad.take)].label;
}

inline Recipe recipeWith (int steps, const std::string& model = "drums")
{
    Recipe recipe;
    recipe.steps = steps;
    recipe.model = model;
    return recipe;
}

/** Takes events until as many jobs have ended. */
inline std::vector<EngineEvent> eventsUntilEnds (EngineClient& client, int ends)
{
    std::vector<EngineEvent> all;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds (10);

    while (ends > 0 && std::chrono::steady_clock::now() < deadline)
    {
        for (auto& event : client.takeEvents())
        {
            ends -= std::holds_alternative<EngineProgress> (event.what) ? 0 : 1;
            all.push_back (std::move (event));
        }

        std::this_thread::sleep_for (std::chrono::milliseconds (1));
    }

    CHECK (ends == 0);
    return all;
}
} // namespace sessiontest
