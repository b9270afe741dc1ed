#pragma once

#include "Session/PadRecipes.h"
#include "Session/Session.h"

#include <deque>
#include <optional>

namespace stochastick
{
/** Jobs that were asked for together. */
struct Batch
{
    Purpose purpose = Purpose::generate;
    int pad = 0; ///< that is worked on; the sounds of a kit go to the pads from there on
    std::vector<Request> requests {};
    std::string title {}; ///< "Snare: variation"
    int priority = 0;
    bool toCandidates = false;
    SoundPointer source {}; ///< of layers
    int roundRobins = 1;    ///< likewise

    std::vector<SoundPointer> sounds {}; ///< as many as requests; null where there is none yet
};

/** What an event of the engine brought. */
struct Arrival
{
    std::shared_ptr<const Batch> batch {};
    std::size_t index = 0;
    SoundPointer sound {};   ///< null when it was not made
    std::string sentence {}; ///< to be said, if not empty
};

/** The jobs of a session that wait or run. One that is cancelled is forgotten at once, whatever the engine still says of it.
    Message thread. */
class JobBook
{
public:
    explicit JobBook (std::shared_ptr<SharedEngine> engine)
        : client (std::move (engine))
    {
    }

    void add (Batch batch);

    using Condition = std::function<bool (const JobView&)>;
    bool has (const Condition& condition) const;

    void cancel (JobId id);
    void stop (JobId id) { client.stop (id); }

    /** Whole batches: nothing comes of them. */
    void abandon (const Condition& condition);

    std::vector<EngineEvent> takeEvents() { return client.takeEvents(); }

    /** Nothing for progress and for jobs that were forgotten. */
    std::optional<Arrival> handle (EngineEvent event);

    /** A batch whose jobs have all ended and that was not abandoned, once; then null. */
    std::shared_ptr<const Batch> nextFinished();

    const std::vector<JobView>& all() const { return views; }
    SharedEngine& engine() { return client.engine(); }

private:
    struct Entry
    {
        std::shared_ptr<Batch> batch {};
        std::size_t index = 0;
    };

    Entry forget (JobId id);
    void finishIfDone (const std::shared_ptr<Batch>& batch);
    bool isKnown (const std::shared_ptr<const Batch>& batch) const;
    Arrival arrived (const Entry& entry, Sound sound);

    EngineClient client;
    std::vector<JobView> views;
    std::map<JobId, Entry> entries; // of the views
    std::deque<std::shared_ptr<const Batch>> finished;
};
} // namespace stochastick
