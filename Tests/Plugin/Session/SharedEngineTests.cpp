#include "Plugin/Session/SessionStudio.h"
#include "Session/EngineState.h"

using namespace sessiontest;

TEST_CASE ("half of the processors stay with the DAW, unless the person chose otherwise")
{
    CHECK (threadsFor ({}, 0) == 1);
    CHECK (threadsFor ({}, 1) == 1);
    CHECK (threadsFor ({}, 4) == 2);
    CHECK (threadsFor ({}, 7) == 3);
    CHECK (threadsFor ({}, 64) == 8);
    CHECK (threadsFor ({ "cpu", 12 }, 4) == 12);
}

TEST_CASE ("of several reports of one job only the newest is taken, with an estimate of the sound")
{
    FakeEngine fake;
    EngineClient client (fake.engine);
    const auto id = client.add (recipeWith (5));
    fake.gate.allow (3);
    REQUIRE (fake.gate.waitForArrivals (4)); // three reports are in, the fourth step waits
    const auto events = client.takeEvents();
    REQUIRE (events.size() == 1);
    const auto& progress = std::get<EngineProgress> (events[0].what);
    CHECK (events[0].id == id);
    CHECK (progress.step == 3);
    CHECK (progress.steps == 5);
    CHECK (progress.estimate.samples.size() == 2000);
    fake.gate.open();
    CHECK (std::holds_alternative<Sound> (eventsUntilEnds (client, 1).back().what));
}

TEST_CASE ("estimates of a sound are made at most 20 times a second")
{
    std::atomic<int> estimates { 0 };

    class Busy : public SoundMaker
    {
    public:
        explicit Busy (std::atomic<int>& estimateCount)
            : count (estimateCount)
        {
        }

        Sound make (const Recipe& recipe, const CancelToken&, const ProgressCallback& onProgress) override
        {
            for (int step = 1; step <= recipe.steps; ++step)
                onProgress ({ step, recipe.steps, 0.0, 0.0, 0.0, [&] {
                                 ++count;
                                 return MonoAudio { { 0.5f }, 44100 };
                             } });

            return { { { 0.5f }, 44100 }, recipe };
        }

    private:
        std::atomic<int>& count;
    };

    const auto engine = std::make_shared<SharedEngine> (
        [&] (const std::string&, const EngineSettings&) { return std::make_unique<Busy> (estimates); });
    EngineClient client (engine);
    const auto start = std::chrono::steady_clock::now();
    client.add (recipeWith (1000));
    eventsUntilEnds (client, 1);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    CHECK (estimates >= 1);
    CHECK (estimates <= 1 + elapsed.count() * 20.0);
}

TEST_CASE ("events reach the client that asked, and no client can cancel another's job")
{
    FakeEngine fake;
    EngineClient one (fake.engine), other (fake.engine);
    const auto first = one.add (recipeWith (2));
    const auto second = other.add (recipeWith (2));
    REQUIRE (fake.gate.waitForArrivals (1));
    other.cancel (first);
    one.stop (second);
    fake.gate.open();
    const auto ofOne = eventsUntilEnds (one, 1), ofOther = eventsUntilEnds (other, 1);
    CHECK (std::all_of (ofOne.begin(), ofOne.end(), [&] (const EngineEvent& event) { return event.id == first; }));
    CHECK (std::all_of (ofOther.begin(), ofOther.end(), [&] (const EngineEvent& event) { return event.id == second; }));
    CHECK (std::holds_alternative<Sound> (ofOne.back().what));
    CHECK (std::holds_alternative<Sound> (ofOther.back().what));
}

TEST_CASE ("a client that goes takes its jobs with it at once, and the others' go on")
{
    FakeEngine fake;
    EngineClient stays (fake.engine);
    JobId kept = 0;
    {
        EngineClient goes (fake.engine);
        goes.add (recipeWith (5));
        REQUIRE (fake.gate.waitForArrivals (1)); // it runs, and the gate is closed: waiting for it would fail
        goes.add (recipeWith (5));
        kept = stays.add (recipeWith (1));
    }

    fake.gate.open();
    const auto events = eventsUntilEnds (stays, 1);
    CHECK (events.back().id == kept);
    CHECK (std::holds_alternative<Sound> (events.back().what));
}

TEST_CASE ("the process's engine is one for all holders, is not started by being held, and goes with the last of them")
{
    std::weak_ptr<SharedEngine> seen;
    {
        const auto one = SharedEngine::shared(), other = SharedEngine::shared();
        seen = one;
        CHECK (one == other);
        CHECK (one->deviceNotice().empty());
    }
    CHECK (seen.expired());
    CHECK (SharedEngine::shared() != nullptr);
}
