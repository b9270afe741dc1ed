#pragma once

#include "Engine/Worker.h"

namespace stochastick
{
/** Where sounds are made. */
struct EngineSettings
{
    std::string device = "auto"; ///< auto, cpu or cuda
    int threads = 0;             ///< 0: half of the processors, at least 1 and at most 8, so that the DAW keeps its own

    bool operator== (const EngineSettings&) const = default;
};

/** What the engine says of a job, as plain values that outlive the worker's callback. Step 0 comes when it starts, before a
    model is loaded. */
struct EngineProgress
{
    int step = 0, steps = 0;
    double fraction = 0, ratio = 0, secondsLeft = 0;
    MonoAudio estimate {}; ///< the sound as it was at most a twentieth of a second before; empty while there is none
};

struct EngineEvent
{
    JobId id = 0;
    std::variant<EngineProgress, Sound, JobFailed, JobCancelled> what {};
};

/** The one worker of a process: all instances of the plugin share it and its weights, whatever models their recipes name.
    No thread is started and nothing is loaded before the first job; when the last holder goes, the thread and the weights
    go, within one network call. Any thread. */
class SharedEngine
{
public:
    /** The process's. Made when nobody holds one; costs nothing until a job is added. */
    static std::shared_ptr<SharedEngine> shared();

    /** Of a test. @param factory  makes what makes sounds, on the worker's thread, for a model's name and settings: at the
        first job and whenever they change */
    using Factory = std::function<std::unique_ptr<SoundMaker> (const std::string& model, const EngineSettings&)>;
    explicit SharedEngine (Factory factory);
    ~SharedEngine();

    SharedEngine (const SharedEngine&) = delete;
    SharedEngine& operator= (const SharedEngine&) = delete;

    void setSettings (const EngineSettings& settings); ///< from the next job on
    EngineSettings settings() const;

    /** "CPU" or "CUDA", or a sentence why another one is used than was chosen, or than at first; empty before the first job. */
    std::string deviceNotice() const;
    std::string deviceName() const; ///< "CPU" or "CUDA", which is used; empty before the first job on a chosen device

private:
    friend class EngineClient;
    struct State;

    Worker& startedWorker();

    const std::shared_ptr<State> state; // the worker's callbacks hold it too
    mutable std::mutex mutex;           // of the worker's making
    Factory factory;
    std::unique_ptr<Worker> worker; // last: it goes first
};

/** One instance's side of the engine. Message thread. */
class EngineClient
{
public:
    explicit EngineClient (std::shared_ptr<SharedEngine> engine);
    ~EngineClient(); ///< cancels its jobs; does not wait for the network unless it is the engine's last holder

    EngineClient (const EngineClient&) = delete;
    EngineClient& operator= (const EngineClient&) = delete;

    /** @param priority  higher ones go first, whichever client they are of */
    JobId add (const Recipe& recipe, int priority = 0);
    void cancel (JobId id);
    void stop (JobId id); ///< keeps the sound as far as it is

    /** What happened since the last call, in order; of several reports of progress of one job only the newest. */
    std::vector<EngineEvent> takeEvents();

    SharedEngine& engine() { return *shared; }

private:
    friend struct SharedEngine::State;
    struct Inbox;

    bool owns (JobId id) const;

    std::shared_ptr<SharedEngine> shared;
    std::shared_ptr<Inbox> inbox;
};
} // namespace stochastick
