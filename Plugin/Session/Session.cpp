#include "Session/Session.h"

#include "Session/PlayableZones.h"
#include "Session/SessionImplementation.h"

#include <utility>

namespace stochastick
{
static_assert (Session::pads == sessionPads);

Session::Session (std::shared_ptr<SharedEngine> engine)
    : implementation (std::make_unique<Implementation> (std::move (engine)))
{
}

Session::~Session() = default;

void Session::addListener (Listener* listener)
{
    auto& listeners = implementation->listeners;

    if (std::find (listeners.begin(), listeners.end(), listener) == listeners.end())
        listeners.push_back (listener);
}

void Session::removeListener (Listener* listener)
{
    std::erase (implementation->listeners, listener);
}

void Session::setPlayer (Player player)
{
    implementation->player = std::move (player);

    for (int i = 0; i < pads && implementation->player; ++i)
        implementation->player (i, playable (pad (i)));
}

const Pad& Session::pad (int index) const
{
    return implementation->pads[index];
}

SharedEngine& Session::engine()
{
    return implementation->jobs.engine();
}

void Session::setName (int pad, const std::string& name)
{
    implementation->change (pad, [&] (Pad& target) { target.name = name; });
}

void Session::setRecipe (int pad, const Recipe& recipe)
{
    if (PadBook::isPad (pad) && implementation->pads.changeQuietly (pad, [&] (Pad& target) { target.recipe = recipe; }))
        implementation->padChanged (pad);
}

void Session::setSeedLocked (int pad, bool locked)
{
    if (PadBook::isPad (pad) && implementation->pads.changeQuietly (pad, [&] (Pad& target) { target.seedLocked = locked; }))
        implementation->padChanged (pad);
}

void Session::clear (int pad)
{
    chooseTake (pad, -1);
}

void Session::copyPad (int from, int to)
{
    if (PadBook::isPad (from) && PadBook::isPad (to) && implementation->pads.change ({ { to, pad (from) } }))
        implementation->padChanged (to);
}

void Session::swapPads (int one, int other)
{
    if (PadBook::isPad (one) && PadBook::isPad (other) && one != other
        && implementation->pads.change ({ { one, pad (other) }, { other, pad (one) } }))
        implementation->padsChanged ({ one, other });
}

void Session::chooseTake (int pad, int take)
{
    implementation->change (pad, [take] (Pad& target) {
        if (take < -1 || take >= static_cast<int> (target.history.size()) || take == target.take)
            return;

        target.take = take;
        target.layers.clear();
        target.roundRobins = 1;
    });
}

void Session::setFavourite (int pad, int take, bool favourite)
{
    const auto mark = [&] (Pad& target) {
        if (take < 0 || take >= static_cast<int> (target.history.size()))
            return;

        auto& chosen = target.history[static_cast<std::size_t> (take)];
        chosen.favourite = favourite;
        chosen.draft = chosen.draft && ! favourite; // it stays
    };

    if (PadBook::isPad (pad) && implementation->pads.changeQuietly (pad, mark))
        implementation->padChanged (pad);
}

bool Session::canUndo() const
{
    return implementation->pads.canUndo();
}

bool Session::canRedo() const
{
    return implementation->pads.canRedo();
}

void Session::undo()
{
    implementation->padsChanged (implementation->pads.undo());
}

void Session::redoStep()
{
    implementation->padsChanged (implementation->pads.redo());
}

void Session::swapAB (int pad)
{
    if (PadBook::isPad (pad) && implementation->pads.swapAB (pad))
        implementation->padChanged (pad);
}

bool Session::hasB (int pad) const
{
    return PadBook::isPad (pad) && implementation->pads.hasB (pad);
}

const std::vector<Candidate>& Session::candidates() const
{
    return implementation->candidates;
}

void Session::keepCandidate (int candidate, int pad)
{
    if (! PadBook::isPad (pad) || candidate < 0 || candidate >= static_cast<int> (candidates().size()))
        return;

    const auto kept = candidates()[static_cast<std::size_t> (candidate)];

    if (kept.sound != nullptr)
        implementation->put (pad, { kept.sound, kept.take });
}

void Session::clearCandidates()
{
    implementation->jobs.abandon ([] (const JobView& job) { return job.candidate >= 0; });
    implementation->candidates.clear();
    implementation->candidatesChanged();
    implementation->jobsChanged();
}
} // namespace stochastick
