#include "Engine/Worker.h"

#include "Support/Error.h"

#include <algorithm>

namespace stochastick
{
Worker::Worker (Factory makeMaker, Listener onEvent)
    : factory (std::move (makeMaker)),
      listener (std::move (onEvent)),
      thread ([this] { run(); })
{
}

Worker::~Worker()
{
    {
        const std::lock_guard lock (mutex);
        stopping = true;
    }

    cancelAll();
    wake.notify_one();
    thread.join();
    cancelAll(); // what a listener added meanwhile
}

JobId Worker::add (const Recipe& recipe, int priority)
{
    const std::lock_guard lock (mutex);
    const auto id = ++lastId;
    waiting.try_emplace ({ -priority, id }, Job { id, recipe, {} });
    wake.notify_one();
    return id;
}

void Worker::cancel (JobId id)
{
    end (id, &CancelToken::cancel);
}

void Worker::stop (JobId id)
{
    end (id, &CancelToken::stop);
}

void Worker::end (JobId id, void (CancelToken::*how)())
{
    {
        const std::lock_guard lock (mutex);

        if (const auto found = running.find (id); found != running.end())
        {
            CancelToken token = found->second;
            (token.*how)(); // its end is reported by the worker thread
            return;
        }

        const auto found =
            std::find_if (waiting.begin(), waiting.end(), [id] (const auto& entry) { return entry.second.id == id; });

        if (found == waiting.end())
            return;

        waiting.erase (found);
    }

    listener ({ id, JobCancelled {} });
}

void Worker::cancelAll()
{
    std::vector<JobId> ids;

    {
        const std::lock_guard lock (mutex);

        for (const auto& [order, job] : waiting)
            ids.push_back (job.id);

        for (const auto& [id, token] : running)
            ids.push_back (id);
    }

    for (const auto id : ids)
        cancel (id);
}

std::size_t Worker::pending() const
{
    const std::lock_guard lock (mutex);
    return waiting.size() + running.size();
}

void Worker::run()
{
    std::unique_lock lock (mutex);

    while (true)
    {
        wake.wait (lock, [this] { return stopping || ! waiting.empty(); });

        if (stopping)
            return;

        const auto job = std::move (waiting.extract (waiting.begin()).mapped());
        running.try_emplace (job.id, job.cancel);
        lock.unlock();
        process (job);
        lock.lock();
    }
}

void Worker::process (const Job& job)
{
    const auto finish = [&] (auto&& what) {
        {
            const std::lock_guard lock (mutex);
            running.erase (job.id);
        }

        listener ({ job.id, std::forward<decltype (what)> (what) });
    };

    try
    {
        if (maker == nullptr)
            maker = factory();

        auto sound = maker->make (job.recipe, job.cancel, [&] (const GenerationProgress& progress) {
            listener ({ job.id, progress });
        });
        finish (std::move (sound));
    }
    catch (const Cancelled&)
    {
        finish (JobCancelled {});
    }
    catch (const std::exception& error) // LibTorch's own errors too: the thread must live on
    {
        const std::string text = error.what();
        finish (JobFailed { text.substr (0, text.find ('\n')) });
    }
}
} // namespace stochastick
