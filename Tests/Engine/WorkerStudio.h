#pragma once

#include "Doubles/FakeSoundMaker.h"
#include "Engine/Worker.h"

#include <algorithm>
#include <catch2/catch.hpp>

/** What the tests of the worker share. */
namespace workertest
{
using namespace stochastick;
using test::FakeSoundMaker;
using test::StepGate;

/** What became of one job. */
struct Story
{
    int lastStep = 0, ends = 0;
    bool stepsInOrder = true, progressAfterEnd = false;
    bool made = false, cancelled = false;
    std::string failure;
    std::uint64_t seed = 0; // of the sound's recipe

    bool endedOnce() const { return ends == 1 && stepsInOrder && ! progressAfterEnd; }
};

/** Hears all events, on whatever thread they come. */
class EventLog
{
public:
    Worker::Listener listener()
    {
        return [this] (const JobEvent& event) {
            const std::lock_guard lock (mutex);
            std::visit ([&] (const auto& what) { add (event.id, stories[event.id], what); }, event.what);
            changed.notify_all();
        };
    }

    /** False when that did not happen within ten seconds. */
    bool waitForEnds (std::size_t count)
    {
        return waitFor ([&] { return order.size() >= count; });
    }

    bool waitForStep (JobId id, int step)
    {
        return waitFor ([&] { return stories[id].lastStep >= step; });
    }

    Story operator[] (JobId id)
    {
        const std::lock_guard lock (mutex);
        return stories[id];
    }

    std::vector<JobId> endOrder()
    {
        const std::lock_guard lock (mutex);
        return order;
    }

private:
    void add (JobId, Story& story, const GenerationProgress& progress)
    {
        story.stepsInOrder = story.stepsInOrder && progress.step == story.lastStep + 1;
        story.progressAfterEnd = story.progressAfterEnd || story.ends > 0;
        story.lastStep = progress.step;
    }

    void add (JobId id, Story& story, const Sound& sound)
    {
        story.made = true;
        story.seed = sound.recipe.seed;
        end (id, story);
    }

    void add (JobId id, Story& story, const JobFailed& failed)
    {
        story.failure = failed.sentence;
        end (id, story);
    }

    void add (JobId id, Story& story, const JobCancelled&)
    {
        story.cancelled = true;
        end (id, story);
    }

    void end (JobId id, Story& story)
    {
        ++story.ends;
        order.push_back (id);
    }

    bool waitFor (const std::function<bool()>& condition)
    {
        std::unique_lock lock (mutex);
        return changed.wait_for (lock, std::chrono::seconds (10), condition);
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::map<JobId, Story> stories;
    std::vector<JobId> order;
};

inline Recipe recipeOf (int steps, std::uint64_t seed = 0)
{
    Recipe recipe;
    recipe.steps = steps;
    recipe.seed = seed;
    return recipe;
}

inline Recipe breakingRecipe()
{
    Recipe recipe;
    recipe.model = FakeSoundMaker::failingModel;
    return recipe;
}

/** A worker whose makers stop at the gate. */
struct Studio
{
    StepGate gate;
    EventLog log;
    Worker worker { [this] { return std::make_unique<FakeSoundMaker> (gate); }, log.listener() };

    /** The job that holds the worker at the gate of its first step. */
    JobId addHeldJob (int steps)
    {
        const auto id = worker.add (recipeOf (steps));
        REQUIRE (gate.waitForArrivals (1));
        return id;
    }
};
} // namespace workertest
