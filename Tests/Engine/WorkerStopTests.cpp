#include "Engine/WorkerStudio.h"

#include "Doubles/TinyModel.h"

using namespace workertest;

namespace
{
/** Stops its job when it hears of a step, as a person would who likes what there is. */
struct StoppingListener
{
    int stopAt = 3;
    std::mutex mutex;
    std::condition_variable changed;
    Worker* worker = nullptr;
    std::vector<Sound> sounds;
    std::vector<JobId> cancelled;
    std::string failure;
    int lastStep = 0;

    void operator() (const JobEvent& event)
    {
        const std::lock_guard lock (mutex);

        if (const auto* progress = std::get_if<GenerationProgress> (&event.what))
        {
            lastStep = progress->step;

            if (lastStep == stopAt)
                worker->stop (event.id);
        }
        else if (const auto* sound = std::get_if<Sound> (&event.what))
            sounds.push_back (*sound);
        else if (const auto* failed = std::get_if<JobFailed> (&event.what))
            failure = failed->sentence;
        else
            cancelled.push_back (event.id);

        changed.notify_all();
    }

    bool waitForEnd()
    {
        std::unique_lock lock (mutex);
        return changed.wait_for (lock, std::chrono::seconds (20),
                                 [this] { return ! sounds.empty() || ! failure.empty() || ! cancelled.empty(); });
    }
};

std::unique_ptr<SoundMaker> tinyGenerator()
{
    return std::make_unique<Generator> (GeneratorOptions { test::tinyModel().string(), "cpu", 1 });
}

/** Of a job of twelve steps that was stopped at its third. */
Sound stoppedSound()
{
    StoppingListener listener;
    Worker worker (tinyGenerator, [&] (const JobEvent& event) { listener (event); });
    listener.worker = &worker;
    worker.add (recipeOf (12, 7));
    REQUIRE (listener.waitForEnd());
    REQUIRE (listener.failure.empty());
    REQUIRE (listener.sounds.size() == 1);
    CHECK (listener.cancelled.empty());
    CHECK (worker.pending() == 0);
    return listener.sounds.front();
}
} // namespace

TEST_CASE ("a job that runs and is stopped ends with its sound as far as it is, and a notice")
{
    const auto sound = stoppedSound();
    CHECK (sound.recipe.stopAfter >= 3);
    CHECK (sound.recipe.stopAfter <= 4);
    CHECK (sound.networkCalls == sound.recipe.stopAfter + 1);
    CHECK_THAT (sound.notice, Catch::Contains ("Stopped after"));
}

TEST_CASE ("the recipe of a stopped sound makes it again, to the bit and without being stopped")
{
    const auto sound = stoppedSound();
    const auto again = tinyGenerator()->make (sound.recipe, {}, {});
    CHECK (again.audio.samples == sound.audio.samples);
    CHECK (again.recipe == sound.recipe);
    CHECK (again.notice.empty());
}

TEST_CASE ("a job that waits and is stopped is cancelled without being begun")
{
    Studio studio;
    const auto held = studio.addHeldJob (2);
    const auto waiting = studio.worker.add (recipeOf (2));
    studio.worker.stop (waiting);

    CHECK (studio.log[waiting].cancelled);
    CHECK (studio.worker.pending() == 1);
    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (2));
    CHECK (studio.log[held].made);
    CHECK (studio.log[waiting].endedOnce());
    CHECK (studio.log[waiting].lastStep == 0);
}

TEST_CASE ("stopping one job leaves those after it alone")
{
    Studio studio;
    const auto held = studio.addHeldJob (2);
    const auto next = studio.worker.add (recipeOf (3));
    studio.worker.stop (held);
    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (2));
    CHECK (studio.log[next].made);
    CHECK (studio.log[next].lastStep == 3);
}

TEST_CASE ("stopping a job that has ended, or that never was, does nothing")
{
    Studio studio;
    studio.gate.open();
    const auto id = studio.worker.add (recipeOf (1));
    REQUIRE (studio.log.waitForEnds (1));
    studio.worker.stop (id);
    studio.worker.stop (id + 1000);
    const auto next = studio.worker.add (recipeOf (1));
    REQUIRE (studio.log.waitForEnds (2));
    CHECK (studio.log[id].endedOnce());
    CHECK (studio.log[next].made);
}

TEST_CASE ("a job that was stopped can still be cancelled")
{
    Studio studio;
    const auto id = studio.addHeldJob (3);
    studio.worker.stop (id);
    studio.worker.cancel (id);
    studio.gate.open();
    REQUIRE (studio.log.waitForEnds (1));
    CHECK (studio.log[id].cancelled);
    CHECK_FALSE (studio.log[id].made);
}
