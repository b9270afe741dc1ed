#include "Engine/WorkerStudio.h"

#include <random>
#include <set>

using namespace stochastick;
using namespace workertest;

TEST_CASE ("jobs may be added from several threads, and each ends with a sound")
{
    constexpr std::size_t threadCount = 4, jobsEach = 50;
    Studio studio;
    studio.gate.open();
    std::vector<std::vector<JobId>> ids (threadCount);
    std::vector<std::thread> threads;

    for (auto& own : ids)
        threads.emplace_back ([&] {
            for (std::size_t i = 0; i < jobsEach; ++i)
                own.push_back (studio.worker.add (recipeOf (2), static_cast<int> (i % 3)));
        });

    for (auto& thread : threads)
        thread.join();

    REQUIRE (studio.log.waitForEnds (threadCount * jobsEach));
    std::set<JobId> different;

    for (const auto& own : ids)
        different.insert (own.begin(), own.end());

    CHECK (different.size() == threadCount * jobsEach);
    CHECK (std::all_of (different.begin(), different.end(),
                        [&] (JobId id) { return studio.log[id].endedOnce() && studio.log[id].made; }));
}

TEST_CASE ("whatever is added and cancelled at once from three threads, each job ends exactly once")
{
    Studio studio;
    studio.gate.open();
    std::vector<std::vector<JobId>> ids (3);
    std::vector<std::thread> threads;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds (1);

    for (std::size_t t = 0; t < ids.size(); ++t)
        threads.emplace_back ([&, t] {
            std::mt19937 random (static_cast<unsigned> (t));

            while (std::chrono::steady_clock::now() < end)
            {
                const auto breaks = random() % 10 == 0;
                const auto recipe = breaks ? breakingRecipe() : recipeOf (1 + static_cast<int> (random() % 20));
                ids[t].push_back (studio.worker.add (recipe, static_cast<int> (random() % 3)));

                if (random() % 2 == 0)
                    studio.worker.cancel (ids[t][ids[t].size() - 1 - random() % std::min<std::size_t> (ids[t].size(), 5)]);

                if (random() % 500 == 0)
                    studio.worker.cancelAll();

                while (studio.worker.pending() > 100)
                    std::this_thread::yield();
            }
        });

    for (auto& thread : threads)
        thread.join();

    const auto all = ids[0].size() + ids[1].size() + ids[2].size();
    REQUIRE (studio.log.waitForEnds (all));
    std::ptrdiff_t made = 0, cancelled = 0, failed = 0, endedOnce = 0;

    for (const auto& own : ids)
        for (const auto id : own)
        {
            const auto story = studio.log[id];
            endedOnce += story.endedOnce() ? 1 : 0;
            made += story.made ? 1 : 0;
            cancelled += story.cancelled ? 1 : 0;
            failed += story.failure.empty() ? 0 : 1;
        }

    CHECK (endedOnce == std::ssize (studio.log.endOrder()));
    CHECK (made + cancelled + failed == endedOnce);
    CHECK ((made > 0 && cancelled > 0 && failed > 0));
    CHECK (studio.log.endOrder().size() == all);
    CHECK (studio.worker.pending() == 0);
}
