#include "Session/PadBook.h"

#include "Engine/Kit.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace stochastick
{
namespace
{
constexpr std::size_t longestHistory = 32;

void dropOldest (Pad& pad)
{
    for (std::size_t i = 0; i < pad.history.size(); ++i)
    {
        if (pad.history[i].favourite || static_cast<int> (i) == pad.take)
            continue;

        pad.history.erase (pad.history.begin() + static_cast<std::ptrdiff_t> (i));
        pad.take -= static_cast<int> (i) < pad.take ? 1 : 0;
        return;
    }
}

bool endsInDraft (const Pad& pad)
{
    return ! pad.history.empty() && pad.history.back().draft;
}

/** As the newest, but before a draft, which stands at the end until the next sound takes its place. */
void keep (Pad& pad, const Take& take)
{
    const auto place = static_cast<int> (pad.history.size()) - (endsInDraft (pad) ? 1 : 0);
    pad.history.insert (pad.history.begin() + place, take);
    pad.take += pad.take >= place ? 1 : 0;

    if (pad.history.size() > longestHistory)
        dropOldest (pad);
}

/** What was starred since, or is no longer. */
std::vector<Take> markedSince (const Pad& then, const Pad& now)
{
    std::vector<Take> marked;

    for (const auto& take : now.history)
        if (std::find (then.history.begin(), then.history.end(), take) == then.history.end())
            marked.push_back (take);

    return marked;
}

/** @return whether the pad has that sound */
bool mark (Pad& pad, const Take& marked)
{
    bool has = false;

    for (auto& take : pad.history)
        if (take.sound == marked.sound)
        {
            take = marked;
            has = true;
        }

    return has;
}

/** The mark goes wherever its sound is; a starred one that is nowhere stays on its pad. */
void carry (const Take& marked, int index, std::map<int, Pad>& pads)
{
    bool found = false;

    for (auto& [other, pad] : pads) // after a swap it is on another one
        found = mark (pad, marked) || found;

    if (! found && marked.favourite)
        keep (pads.at (index), marked);
}

bool sameButSeed (Recipe one, const Recipe& other)
{
    one.seed = other.seed;
    return one == other;
}

/** The next recipe as it was set since; where a step drew the seed, that goes back unless it was set since. */
void takeOverRecipe (Pad& there, const Pad& here, const Pad& now)
{
    if (! sameButSeed (there.recipe, here.recipe) || there.seedLocked != here.seedLocked)
        return; // both came with the step

    const auto seed = now.recipe.seed == here.recipe.seed ? there.recipe.seed : now.recipe.seed;
    there.recipe = now.recipe;
    there.recipe.seed = seed;
    there.seedLocked = now.seedLocked;
}
} // namespace

std::string padNameOf (const std::string& fileName)
{
    auto name = fileName.substr (fileName.find ('-') + 1);
    std::replace (name.begin(), name.end(), '-', ' ');

    if (! name.empty())
        name.front() = static_cast<char> (std::toupper (static_cast<unsigned char> (name.front())));

    return name;
}

Pads generalMidiPads()
{
    Pads pads;

    for (std::size_t i = 0; i < pads.size(); ++i)
    {
        const auto& known = generalMidiKit().at (i);
        pads[i].name = padNameOf (known.name);
        pads[i].recipe.classes = { { known.drumClass, 1.0 } };
    }

    return pads;
}

void addTake (Pad& pad, Take take)
{
    if (endsInDraft (pad))
        pad.history.pop_back();

    pad.history.push_back (std::move (take));
    pad.take = static_cast<int> (pad.history.size()) - 1;
    pad.layers.clear();
    pad.roundRobins = 1;

    if (pad.history.size() > longestHistory)
        dropOldest (pad);
}

void PadBook::remember (Step step)
{
    undone.back.push_back (std::move (step));
    undone.forward.clear();

    if (undone.back.size() > mostSteps)
        undone.back.erase (undone.back.begin());
}

void PadBook::advance (int pad, Pad after, bool goesOn)
{
    if (goesOn)
        takeOver (undone.back.back());
    else
        remember ({ { { pad, at (pad) } } });

    at (pad) = after;
    undone.back.back().here = { { pad, std::move (after) } };
    undone.forward.clear();
}

bool PadBook::change (int pad, const Change& change)
{
    auto after = at (pad);
    change (after);

    if (after == at (pad))
        return false;

    const auto replacesDraft = endsInDraft (at (pad)) && ! after.history.empty() && ! endsInDraft (after);
    advance (pad, std::move (after), followsDraftOf (pad) && replacesDraft);
    undone.back.back().draftOf = -1;
    return true;
}

bool PadBook::change (const std::map<int, Pad>& changed)
{
    Step step;

    for (const auto& [index, pad] : changed)
        if (at (index) != pad)
        {
            step.here.try_emplace (index, pad);
            step.there.try_emplace (index, std::exchange (at (index), pad));
        }

    if (step.there.empty())
        return false;

    remember (std::move (step));
    return true;
}

void PadBook::changeByDraft (int pad, const Change& change)
{
    auto after = at (pad);
    change (after);
    advance (pad, std::move (after), followsDraftOf (pad));
    undone.back.back().draftOf = pad;
}

bool PadBook::changeQuietly (int pad, const Change& change)
{
    const auto before = at (pad);
    change (at (pad));
    return at (pad) != before;
}

/** What was changed quietly since belongs to where the step leads, too. */
void PadBook::takeOver (Step& step)
{
    for (auto& [index, there] : step.there)
        takeOverRecipe (there, step.here.at (index), at (index));

    for (auto& [index, here] : step.here)
    {
        for (const auto& take : markedSince (here, at (index)))
            carry (take, index, step.there);

        here = at (index);
    }
}

std::vector<int> PadBook::walk (std::vector<Step>& from, std::vector<Step>& to)
{
    std::vector<int> changed;

    if (from.empty())
        return changed;

    auto step = std::move (from.back());
    from.pop_back();

    takeOver (step);

    for (const auto& [index, pad] : step.there)
    {
        at (index) = pad;
        changed.push_back (index);
    }

    std::swap (step.here, step.there);

    if (step.swapped >= 0)
    {
        exchangeAB (step.swapped);
        changed.push_back (step.swapped);
    }

    step.draftOf = -1;
    to.push_back (std::move (step));
    return changed;
}

std::vector<int> PadBook::undo()
{
    return walk (undone.back, undone.forward);
}

std::vector<int> PadBook::redo()
{
    return walk (undone.forward, undone.back);
}

/** @return whether they differ */
bool PadBook::exchangeAB (int pad)
{
    auto &a = at (pad), &b = *bOf (pad);

    for (const auto& take : markedSince (b, a))
        if (! mark (b, take) && take.favourite)
            keep (b, take);

    std::swap (a, b);
    return a != b;
}

bool PadBook::swapAB (int pad)
{
    if (auto& b = bOf (pad); ! b)
        b = at (pad);

    if (! exchangeAB (pad))
        return false;

    remember ({ .swapped = pad });
    return true;
}

void PadBook::replace (Pads newPads)
{
    pads = std::move (newPads);
    undone = {};
    stored = {};
}
} // namespace stochastick
