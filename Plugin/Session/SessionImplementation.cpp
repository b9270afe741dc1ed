#include "Session/SessionImplementation.h"

#include "Session/PlayableZones.h"

namespace stochastick
{
void Session::Implementation::say (const std::string& sentence)
{
    notify ([&] (Listener& listener) { listener.said (sentence); });
}

void Session::Implementation::jobsChanged()
{
    notify ([] (Listener& listener) { listener.jobsChanged(); });
}

void Session::Implementation::candidatesChanged()
{
    notify ([] (Listener& listener) { listener.candidatesChanged(); });
}

void Session::Implementation::padChanged (int pad)
{
    padsChanged ({ pad });
}

void Session::Implementation::padsChanged (const std::vector<int>& changed)
{
    saved.update (pads, changed);

    for (const auto pad : changed) // all of them before anyone acts on one
        play (pad);

    for (const auto pad : changed)
        notify ([pad] (Listener& listener) { listener.padChanged (pad); });
}

void Session::Implementation::play (int pad)
{
    auto& last = playing.at (static_cast<std::size_t> (pad));
    const Playing now { pads[pad].soundPointer(), pads[pad].layers };

    if (now == last)
        return;

    if (now.sound != last.sound
        && jobs.has ([pad] (const JobView& job) { return job.purpose == Purpose::layers && job.pad == pad; }))
    {
        jobs.abandon ([pad] (const JobView& job) { return job.purpose == Purpose::layers && job.pad == pad; });
        jobsChanged();
    }

    last = now;

    if (player)
        player (pad, playable (pads[pad]));
}

void Session::Implementation::change (int pad, const PadBook::Change& how)
{
    if (PadBook::isPad (pad) && pads.change (pad, how))
        padChanged (pad);
}

void Session::Implementation::put (int pad, Take take, std::optional<std::uint64_t> seed)
{
    const auto isDraft = take.draft;
    const auto how = [&] (Pad& target) {
        addTake (target, std::move (take));
        target.recipe.seed = seed.value_or (target.recipe.seed);
    };

    if (isDraft)
    {
        pads.changeByDraft (pad, how);
        padChanged (pad);
    }
    else
    {
        change (pad, how);
    }
}
} // namespace stochastick
