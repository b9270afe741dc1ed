#pragma once

#include "Engine/Generator.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace stochastick::test
{
/** How far the makers of a test may go: each of their steps takes one permit. Any thread. */
class StepGate
{
public:
    void allow (int steps)
    {
        const std::lock_guard lock (mutex);
        permits += steps;
        changed.notify_all();
    }

    void open()
    {
        const std::lock_guard lock (mutex);
        isOpen = true;
        changed.notify_all();
    }

    /** False when fewer steps were begun within ten seconds. */
    bool waitForArrivals (int count)
    {
        std::unique_lock lock (mutex);
        return changed.wait_for (lock, patience, [&] { return arrivals >= count; });
    }

    /** The maker's side. A test that forgets its permits fails instead of hanging. */
    void pass()
    {
        std::unique_lock lock (mutex);
        ++arrivals;
        changed.notify_all();

        if (! changed.wait_for (lock, patience, [this] { return isOpen || permits > 0; }))
            throw std::logic_error ("the test never allowed this step");

        --permits;
    }

private:
    static constexpr std::chrono::seconds patience { 10 };

    std::mutex mutex;
    std::condition_variable changed;
    int permits = 0, arrivals = 0;
    bool isOpen = false;
};

/** Makes a sound in as many steps as the recipe says, without a network. A step stands for one network call. */
class FakeSoundMaker : public SoundMaker
{
public:
    /** A recipe with this model fails with a std::runtime_error of the same text. */
    static constexpr auto failingModel = "this recipe breaks the maker";

    explicit FakeSoundMaker (StepGate& stepGate)
        : gate (stepGate)
    {
    }

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override
    {
        if (recipe.model == failingModel)
            throw std::runtime_error (failingModel);

        for (int step = 1; step <= recipe.steps; ++step)
        {
            cancel.throwIfCancelled();
            gate.pass();
            onProgress ({ step, recipe.steps, 0.0, 0.0 });
        }

        return { { { 0.5f, 0.0f }, 44100 }, recipe, recipe.steps };
    }

private:
    StepGate& gate;
};
} // namespace stochastick::test
