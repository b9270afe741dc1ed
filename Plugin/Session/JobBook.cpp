#include "Session/JobBook.h"

#include "Audio/MemoryFlac.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
JobView viewOf (JobId id, const Batch& batch, std::size_t index)
{
    JobView view;
    view.id = id;
    view.purpose = batch.purpose;
    view.candidate = batch.toCandidates ? static_cast<int> (index) : -1;
    view.text = batch.title;

    if (! batch.toCandidates)
        view.pad = batch.purpose == Purpose::kit ? batch.pad + static_cast<int> (index) : batch.pad;

    if (batch.requests.size() > 1)
        view.text += ' ' + std::to_string (index + 1) + " of " + std::to_string (batch.requests.size());

    return view;
}

/** Why the sound cannot be used, or what is to be said of it. */
std::string sentenceOf (const Sound& sound, const Recipe& asked)
{
    if (! asked.weightHash.empty() && asked.weightHash != sound.recipe.weightHash)
        return "The recipe was made by other weights (" + asked.model + ", " + asked.weightHash
               + "); this is another sound.";

    return sound.notice;
}

bool isUsable (const MonoAudio& audio)
{
    return ! audio.samples.empty()
           && std::all_of (audio.samples.begin(), audio.samples.end(), [] (float x) { return std::isfinite (x); });
}
} // namespace

void JobBook::add (Batch batch)
{
    batch.sounds.assign (batch.requests.size(), nullptr);
    const auto added = std::make_shared<Batch> (std::move (batch));

    for (std::size_t i = 0; i < added->requests.size(); ++i)
    {
        const auto id = client.add (added->requests[i].recipe, added->priority);
        views.push_back (viewOf (id, *added, i));
        entries[id] = { added, i };
    }
}

bool JobBook::has (const Condition& condition) const
{
    return std::any_of (views.begin(), views.end(), condition);
}

JobBook::Entry JobBook::forget (JobId id)
{
    const auto entry = entries.at (id);
    entries.erase (id);
    std::erase_if (views, [id] (const JobView& view) { return view.id == id; });
    return entry;
}

bool JobBook::isKnown (const std::shared_ptr<const Batch>& batch) const
{
    return std::any_of (entries.begin(), entries.end(), [&] (const auto& entry) { return entry.second.batch == batch; });
}

void JobBook::finishIfDone (const std::shared_ptr<Batch>& batch)
{
    if (! isKnown (batch))
        finished.push_back (batch);
}

void JobBook::cancel (JobId id)
{
    if (! entries.contains (id))
        return;

    if (entries.at (id).batch->purpose == Purpose::layers)
        return abandon ([id] (const JobView& view) { return view.id == id; });

    const auto entry = forget (id);
    client.cancel (id);
    finishIfDone (entry.batch);
}

void JobBook::abandon (const Condition& condition)
{
    std::vector<std::shared_ptr<Batch>> batches;

    for (const auto& view : views)
        if (condition (view))
            batches.push_back (entries.at (view.id).batch);

    for (const auto& view : std::vector (views))
    {
        if (std::find (batches.begin(), batches.end(), entries.at (view.id).batch) == batches.end())
            continue;

        forget (view.id);
        client.cancel (view.id);
    }
}

Arrival JobBook::arrived (const Entry& entry, Sound sound)
{
    auto& batch = *entry.batch;
    Arrival arrival { entry.batch, entry.index };

    if (! isUsable (sound.audio))
    {
        arrival.sentence = "The sound that came out is not a number; try another seed.";
        return arrival;
    }

    arrival.sentence = sentenceOf (sound, batch.requests[entry.index].recipe);
    quantiseTo24Bits (sound.audio); // what a project brings back is the same to the bit
    arrival.sound = std::make_shared<const Sound> (std::move (sound));
    batch.sounds[entry.index] = arrival.sound;
    return arrival;
}

std::optional<Arrival> JobBook::handle (EngineEvent event)
{
    const auto id = event.id;
    const auto view = std::find_if (views.begin(), views.end(), [id] (const JobView& one) { return one.id == id; });

    if (view == views.end())
        return std::nullopt;

    if (auto* progress = std::get_if<EngineProgress> (&event.what))
    {
        if (progress->estimate.samples.empty())
            progress->estimate = std::move (view->progress.estimate);

        view->progress = std::move (*progress);
        view->running = true;
        return std::nullopt;
    }

    const auto entry = forget (id);
    Arrival arrival { entry.batch, entry.index };

    if (auto* sound = std::get_if<Sound> (&event.what))
        arrival = arrived (entry, std::move (*sound));
    else if (const auto* failed = std::get_if<JobFailed> (&event.what))
        arrival.sentence = failed->sentence;

    const auto isWhole = entry.batch->purpose == Purpose::kit || entry.batch->purpose == Purpose::layers;

    if (arrival.sound == nullptr && isWhole && ! arrival.sentence.empty()) // the others would fail alike
        abandon ([&] (const JobView& one) { return entries.at (one.id).batch == entry.batch; });
    else
        finishIfDone (entry.batch);

    return arrival;
}

std::shared_ptr<const Batch> JobBook::nextFinished()
{
    if (finished.empty())
        return nullptr;

    auto batch = std::move (finished.front());
    finished.pop_front();
    return batch;
}
} // namespace stochastick
