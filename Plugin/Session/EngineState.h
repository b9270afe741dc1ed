#pragma once

#include "Session/SharedEngine.h"

namespace stochastick
{
/** How many threads of LibTorch's to make sounds with on so many processors (0: unknown). */
int threadsFor (const EngineSettings& settings, unsigned processors);

/** What happened to one client's jobs and was not taken yet. Any thread. */
struct EngineClient::Inbox
{
    void put (EngineEvent event);
    std::vector<EngineEvent> take();

private:
    std::mutex mutex;
    std::vector<EngineEvent> events;
};

/** What the message thread and the worker's share. Any thread. */
struct SharedEngine::State
{
    /** To whom the events of a job go; nobody once it has ended or was given up. */
    std::shared_ptr<EngineClient::Inbox> ownerOf (JobId id) const;

    void deliver (const JobEvent& event);

    /** Whether it is time for another estimate of a sound: 20 times a second. Worker thread. */
    bool wantsEstimate();

    mutable std::mutex mutex;
    std::map<JobId, std::shared_ptr<EngineClient::Inbox>> owners;
    EngineSettings settings;
    std::string deviceName, deviceNotice;
    std::chrono::steady_clock::time_point lastEstimate {}; // worker thread
};

/** Makes each sound with what its recipe's model and the settings of that moment ask for. The last two models are kept for the
    next sounds (a model and the one that drafts for it), until their weights are written anew. A graphics card that fails, as it
    does when its memory runs out, is left for the processor until the settings change, if they leave the choice to us. */
class SwitchingMaker : public SoundMaker
{
public:
    using Settings = std::function<EngineSettings()>;
    using Notice = std::function<void (const std::string& deviceName, const std::string& notice)>;

    SwitchingMaker (SharedEngine::Factory makerFactory, Settings currentSettings, Notice deviceNotice);

    Sound make (const Recipe& recipe, const CancelToken& cancel, const ProgressCallback& onProgress) override;

private:
    struct Kept
    {
        std::string model;
        std::filesystem::file_time_type written; // its weights
        std::unique_ptr<SoundMaker> maker;
    };

    void heedSettings();
    SoundMaker& makerFor (const std::string& model);
    bool canLeaveCard() const;
    void leaveCard (const std::string& reason);
    void returnToCard();

    SharedEngine::Factory factory;
    Settings settings;
    Notice notice;
    EngineSettings madeWith;
    std::string cardFailure;  // a sentence; while there is one, the device "auto" is the processor
    bool onProcessor = false; // what made the last sound is known to run there
    std::vector<Kept> kept;   // the one that was used last comes first
};
} // namespace stochastick
