#include "Session/SessionImplementation.h"

#include "Audio/Features.h"
#include "Audio/MemoryFlac.h"
#include "Engine/Kit.h"
#include "Engine/Levels.h"

namespace stochastick
{
namespace
{
/** Of a kit, all where there are sounds, as loud as the softest. */
std::vector<SoundPointer> matched (const std::vector<SoundPointer>& sounds)
{
    std::vector<Sound> present;

    for (const auto& sound : sounds)
        if (sound != nullptr)
            present.push_back (*sound);

    matchLoudness (present);
    std::vector<SoundPointer> result;
    auto next = present.begin();

    for (const auto& sound : sounds)
    {
        result.push_back (sound == nullptr ? nullptr : std::make_shared<Sound> (std::move (*next)));
        next += sound == nullptr ? 0 : 1;
    }

    return result;
}

SoundPointer rounded (Sound sound)
{
    quantiseTo24Bits (sound.audio);
    return std::make_shared<const Sound> (std::move (sound));
}

/** Sets a flag while it lives, however that ends. */
class Polling
{
public:
    explicit Polling (bool& polling)
        : flag (polling)
    {
        flag = true;
    }

    ~Polling() { flag = false; }

    Polling (const Polling&) = delete;
    Polling& operator= (const Polling&) = delete;

private:
    bool& flag;
};

/** From dark to bright, and as loud as the sound that they were made from. */
std::vector<SoundPointer> arranged (const std::vector<SoundPointer>& sounds, double peakDb)
{
    std::vector<std::pair<double, SoundPointer>> byBrightness;

    for (const auto& sound : sounds)
    {
        auto level = *sound;
        setPeak (level, peakDb);
        const auto stored = rounded (std::move (level));
        byBrightness.emplace_back (measure (stored->audio).brightnessHz, stored);
    }

    std::stable_sort (byBrightness.begin(), byBrightness.end(),
                      [] (const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<SoundPointer> result;

    for (const auto& [brightness, sound] : byBrightness)
        result.push_back (sound);

    return result;
}
} // namespace

void Session::poll()
{
    if (! implementation->polling && implementation->takeEvents())
        implementation->jobsChanged();
}

bool Session::Implementation::takeEvents()
{
    const Polling scope (polling);
    const auto events = jobs.takeEvents();

    for (const auto& event : events)
    {
        attempt ([&] { // what goes wrong with one is not to lose the others
            if (const auto arrival = jobs.handle (event))
                take (*arrival);
        });
        attempt ([&] { finishBatches(); });
    }

    return ! events.empty();
}

void Session::Implementation::take (const Arrival& arrival)
{
    const auto& batch = *arrival.batch;

    if (arrival.sound != nullptr && batch.toCandidates)
    {
        candidates.at (arrival.index).sound = arrival.sound;
        candidatesChanged();
    }
    else if (arrival.sound != nullptr && batch.purpose != Purpose::kit && batch.purpose != Purpose::layers)
    {
        std::optional<std::uint64_t> seed;

        if (batch.purpose == Purpose::generate)
            seed = arrival.sound->recipe.seed;

        put (batch.pad, { arrival.sound, batch.requests[arrival.index].take, false, batch.purpose == Purpose::draft }, seed);
    }

    if (batch.purpose == Purpose::draft && draftAgain.at (static_cast<std::size_t> (batch.pad)))
        attempt ([&] { draft (batch.pad); });

    if (! arrival.sentence.empty())
        say (arrival.sentence);
}

void Session::Implementation::finishBatches()
{
    while (const auto batch = jobs.nextFinished())
        finish (*batch);
}

void Session::Implementation::finish (const Batch& batch)
{
    if (batch.toCandidates)
        dropUnmadeCandidates();
    else if (batch.purpose == Purpose::kit)
        finishKit (batch);
    else if (batch.purpose == Purpose::layers)
        finishLayers (batch);
}

void Session::Implementation::finishKit (const Batch& batch)
{
    const auto sounds = matched (batch.sounds);
    std::map<int, Pad> changed;
    std::vector<int> indices;

    for (std::size_t i = 0; i < sounds.size(); ++i)
    {
        if (sounds[i] == nullptr)
            continue;

        const auto index = batch.pad + static_cast<int> (i);
        auto pad = pads[index];
        const auto& request = batch.requests[i];
        pad.name = padNameOf (generalMidiKit().at (i).name);
        pad.recipe = request.recipe;
        pad.recipe.peakDb = sounds[i]->recipe.peakDb;
        addTake (pad, { rounded (*sounds[i]), request.take });
        changed.try_emplace (index, std::move (pad));
        indices.push_back (index);
    }

    if (pads.change (changed))
        padsChanged (indices);
}

void Session::Implementation::finishLayers (const Batch& batch)
{
    if (pads[batch.pad].soundPointer() != batch.source
        || std::find (batch.sounds.begin(), batch.sounds.end(), nullptr) != batch.sounds.end())
        return;

    change (batch.pad, [&] (Pad& pad) {
        pad.layers = arranged (batch.sounds, batch.source->recipe.peakDb);
        pad.roundRobins = batch.roundRobins;
    });
}

void Session::Implementation::dropUnmadeCandidates()
{
    if (jobs.has ([] (const JobView& job) { return job.candidate >= 0; })) // a listener asked for others meanwhile
        return;

    std::erase_if (candidates, [] (const Candidate& candidate) { return candidate.sound == nullptr; });
    candidatesChanged();
}
} // namespace stochastick
