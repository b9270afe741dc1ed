#include "Engine/Worker.h"

#include "Engine/WorkerStudio.h"
#include "Support/Error.h"

#include <atomic>
#include <climits>

using namespace stochastick;
using namespace workertest;

TEST_CASE ("jobs run by priority, and those of one priority in the order in which they came")
{
    Studio studio;
    auto& worker = studio.worker;
    const auto held = studio.addHeldJob (1);
    const auto low = worker.add (recipeOf (1), -1);
    const auto first = worker.add (recipeOf (1)), second = worker.add (recipeOf (1));
    const auto urgent = worker.add (recipeOf (1), 5), alsoUrgent = worker.add (recipeOf (1), 5);

    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (6));
    CHECK (studio.log.endOrder() == std::vector<JobId> { held, urgent, alsoUrgent, first, second, low });
}

TEST_CASE ("a job reports every step in order and then ends once, with the sound of its recipe")
{
    Studio studio;
    studio.gate.open();
    const auto id = studio.worker.add (recipeOf (7, 42));

    REQUIRE (studio.log.waitForEnds (1));
    const auto story = studio.log[id];
    CHECK (story.endedOnce());
    CHECK (story.made);
    CHECK (story.lastStep == 7);
    CHECK (story.seed == 42);
}

TEST_CASE ("cancelling a running job ends it within one step, and the next one runs")
{
    Studio studio;
    const auto running = studio.addHeldJob (5);
    const auto next = studio.worker.add (recipeOf (1));
    studio.gate.allow (1);
    REQUIRE (studio.gate.waitForArrivals (2));

    studio.worker.cancel (running);
    CHECK (studio.log[running].ends == 0);
    studio.gate.allow (1);
    REQUIRE (studio.log.waitForEnds (1));
    CHECK (studio.log[running].endedOnce());
    CHECK (studio.log[running].cancelled);
    CHECK (studio.log[running].lastStep == 2);

    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (2));
    CHECK (studio.log[next].made);
}

TEST_CASE ("a job cancelled while it waits ends at once and never runs")
{
    Studio studio;
    const auto held = studio.addHeldJob (1);
    const auto waiting = studio.worker.add (recipeOf (3)), other = studio.worker.add (recipeOf (1));

    studio.worker.cancel (waiting);
    CHECK (studio.log[waiting].endedOnce());
    CHECK (studio.log[waiting].cancelled);
    CHECK (studio.worker.pending() == 2);

    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (3));
    CHECK (studio.log[waiting].lastStep == 0);
    CHECK (studio.log.endOrder() == std::vector<JobId> { waiting, held, other });
}

TEST_CASE ("cancelling a job that has ended, or never was, does nothing")
{
    Studio studio;
    studio.gate.open();
    const auto done = studio.worker.add (recipeOf (1));
    REQUIRE (studio.log.waitForEnds (1));

    studio.worker.cancel (done);
    studio.worker.cancel (done + 100);
    const auto next = studio.worker.add (recipeOf (1));
    REQUIRE (studio.log.waitForEnds (2));
    CHECK (studio.log[done].endedOnce());
    CHECK (studio.log[next].made);
    CHECK (studio.log.endOrder() == std::vector<JobId> { done, next });
}

TEST_CASE ("cancelAll ends the running job and all that wait, and the worker goes on")
{
    Studio studio;
    std::vector<JobId> ids { studio.addHeldJob (3) };

    for (int i = 0; i < 4; ++i)
        ids.push_back (studio.worker.add (recipeOf (1), i));

    CHECK (studio.worker.pending() == 5);
    studio.worker.cancelAll();
    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (5));

    for (const auto id : ids)
        CHECK ((studio.log[id].endedOnce() && studio.log[id].cancelled));

    CHECK (studio.worker.pending() == 0);
    const auto next = studio.worker.add (recipeOf (2));
    REQUIRE (studio.log.waitForEnds (6));
    CHECK (studio.log[next].made);
}

TEST_CASE ("a worker that is destroyed while one job runs and others wait gives each its end")
{
    StepGate gate;
    EventLog log;
    std::vector<JobId> ids;

    {
        Worker worker ([&] { return std::make_unique<FakeSoundMaker> (gate); }, log.listener());
        gate.open();
        ids.push_back (worker.add (recipeOf (INT_MAX - 1)));

        for (int i = 0; i < 3; ++i)
            ids.push_back (worker.add (recipeOf (1)));

        REQUIRE (log.waitForStep (ids.front(), 1));
    }

    for (const auto id : ids)
        CHECK ((log[id].endedOnce() && log[id].cancelled));
}

TEST_CASE ("a worker makes its maker for the first job, not before, on its own thread, and keeps it")
{
    StepGate gate;
    EventLog log;
    std::atomic<int> made { 0 };
    std::atomic<std::thread::id> maker;
    gate.open();

    const auto factory = [&] {
        ++made;
        maker = std::this_thread::get_id();
        return std::make_unique<FakeSoundMaker> (gate);
    };

    {
        const Worker unused (factory, log.listener());
        CHECK (unused.pending() == 0);
    }

    CHECK (made == 0);
    Worker worker (factory, log.listener());
    worker.add (recipeOf (1));
    worker.add (recipeOf (1));
    REQUIRE (log.waitForEnds (2));
    CHECK (made == 1);
    CHECK (maker.load() != std::this_thread::get_id());
}

TEST_CASE ("a maker that cannot be made fails the job with its sentence, and the next job tries again")
{
    StepGate gate;
    EventLog log;
    int attempts = 0; // worker thread only
    gate.open();

    Worker worker (
        [&] {
            if (++attempts < 3)
                throw Error ("There is no model, attempt " + std::to_string (attempts) + '.');

            return std::make_unique<FakeSoundMaker> (gate);
        },
        log.listener());

    const auto first = worker.add (recipeOf (1)), second = worker.add (recipeOf (1)), third = worker.add (recipeOf (1));
    REQUIRE (log.waitForEnds (3));
    CHECK (log[first].failure == "There is no model, attempt 1.");
    CHECK (log[second].failure == "There is no model, attempt 2.");
    CHECK (log[third].made);
    CHECK ((log[first].endedOnce() && log[second].endedOnce() && log[third].endedOnce()));
}

TEST_CASE ("a maker that throws fails that job alone")
{
    Studio studio;
    studio.gate.open();
    const auto before = studio.worker.add (recipeOf (1)), broken = studio.worker.add (breakingRecipe()),
               after = studio.worker.add (recipeOf (1));

    REQUIRE (studio.log.waitForEnds (3));
    CHECK (studio.log[broken].failure == FakeSoundMaker::failingModel);
    CHECK (studio.log[broken].endedOnce());
    CHECK ((studio.log[before].made && studio.log[after].made));
}

TEST_CASE ("a listener may add the next job and ask what is pending")
{
    StepGate gate;
    EventLog log;
    gate.open();
    Worker* asked = nullptr; // set before the first job
    const auto record = log.listener();

    Worker worker ([&] { return std::make_unique<FakeSoundMaker> (gate); },
                   [&] (const JobEvent& event) {
                       if (std::holds_alternative<Sound> (event.what) && event.id == 1 && asked->pending() == 0)
                           asked->add (recipeOf (2));

                       record (event);
                   });

    asked = &worker;
    const auto first = worker.add (recipeOf (1));
    REQUIRE (log.waitForEnds (2));
    CHECK (log[first].made);
    CHECK (log[first + 1].lastStep == 2);
}
