#pragma once

#include "Engine/Generator.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <variant>

namespace stochastick
{
using JobId = std::uint64_t;

/** What becomes of a job. Exactly one of the last three ends it. */
struct JobFailed
{
    std::string sentence;
};

struct JobCancelled
{
};

struct JobEvent
{
    JobId id;
    std::variant<GenerationProgress, Sound, JobFailed, JobCancelled> what;
};

/** One thread that owns the network and works through a queue of recipes.

    The maker (and with it the weights) is created on the worker thread at the first job, never before; when that fails
    the job fails with the reason, and the next job tries again. Idle, the thread sleeps.
    Everything here may be called from any thread; nothing waits for the network but the destructor, which cancels all
    jobs and returns within one network call. */
class Worker
{
public:
    using Factory = std::function<std::unique_ptr<SoundMaker>()>;
    using Listener = std::function<void (const JobEvent&)>;

    /** @param listener  called on the worker thread (for a job cancelled while it waits: on the caller's), one call at
                         a time for each job; must not call the destructor */
    Worker (Factory factory, Listener listener);
    ~Worker();

    Worker (const Worker&) = delete;
    Worker& operator= (const Worker&) = delete;

    /** Higher priorities go first; equal ones in the order in which they came. */
    JobId add (const Recipe& recipe, int priority = 0);

    /** Does nothing when the job has ended. */
    void cancel (JobId id);

    /** A job that runs ends soon with the sound as far as it is; one that waits is cancelled. */
    void stop (JobId id);
    void cancelAll();

    /** Jobs that wait or run. */
    std::size_t pending() const;

private:
    struct Job
    {
        JobId id;
        Recipe recipe;
        CancelToken cancel;
    };

    using Order = std::pair<int, JobId>; // (−priority, id): the first is next

    void run();
    void process (const Job& job);
    void end (JobId id, void (CancelToken::*how)());

    Factory factory;
    Listener listener;
    std::unique_ptr<SoundMaker> maker; // worker thread only

    mutable std::mutex mutex;
    std::condition_variable wake;
    std::map<Order, Job> waiting;
    std::map<JobId, CancelToken> running; // none or one
    JobId lastId = 0;
    bool stopping = false;
    std::thread thread; // last: it uses all the others
};
} // namespace stochastick
