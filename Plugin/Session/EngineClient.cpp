#include "Session/EngineState.h"

#include <algorithm>
#include <utility>

namespace stochastick
{
void EngineClient::Inbox::put (EngineEvent event)
{
    const std::lock_guard lock (mutex);
    auto* progress = std::get_if<EngineProgress> (&event.what);
    const auto older = std::find_if (events.begin(), events.end(), [&] (const EngineEvent& other) {
        return progress != nullptr && other.id == event.id && std::holds_alternative<EngineProgress> (other.what);
    });

    if (older == events.end())
    {
        events.push_back (std::move (event));
        return;
    }

    if (progress->estimate.samples.empty())
        progress->estimate = std::move (std::get<EngineProgress> (older->what).estimate);

    older->what = std::move (event.what);
}

std::vector<EngineEvent> EngineClient::Inbox::take()
{
    const std::lock_guard lock (mutex);
    return std::exchange (events, {});
}

EngineClient::EngineClient (std::shared_ptr<SharedEngine> engine)
    : shared (std::move (engine)),
      inbox (std::make_shared<Inbox>())
{
}

EngineClient::~EngineClient()
{
    std::vector<JobId> ids;

    {
        auto& state = *shared->state;
        const std::lock_guard lock (state.mutex);
        std::erase_if (state.owners, [&] (const auto& entry) {
            if (entry.second == inbox)
                ids.push_back (entry.first);

            return entry.second == inbox;
        });
    }

    for (const auto id : ids)
        shared->worker->cancel (id);
}

JobId EngineClient::add (const Recipe& recipe, int priority)
{
    auto& worker = shared->startedWorker();
    const std::lock_guard lock (shared->state->mutex); // before the first event of the job finds out whose it is
    const auto id = worker.add (recipe, priority);
    shared->state->owners.try_emplace (id, inbox);
    return id;
}

bool EngineClient::owns (JobId id) const
{
    return shared->state->ownerOf (id) == inbox;
}

void EngineClient::cancel (JobId id)
{
    if (owns (id))
        shared->worker->cancel (id);
}

void EngineClient::stop (JobId id)
{
    if (owns (id))
        shared->worker->stop (id);
}

std::vector<EngineEvent> EngineClient::takeEvents()
{
    return inbox->take();
}
} // namespace stochastick
