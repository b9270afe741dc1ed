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
    if (! pad.history.empty() && pad.history.back().draft)
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

bool PadBook::change (int pad, const Change& change)
{
    const auto before = at (pad);
    change (at (pad));

    if (at (pad) == before)
        return false;

    const auto isDraft = ! undone.back.empty() && undone.back.back().draftOf == pad && ! before.history.empty()
                         && before.history.back().draft;
    const auto tookItsPlace = ! at (pad).history.empty() && ! at (pad).history.back().draft;

    if (! isDraft || ! tookItsPlace)
        remember ({ { { pad, before } } });

    undone.back.back().draftOf = -1;
    undone.forward.clear();
    return true;
}

bool PadBook::change (const std::map<int, Pad>& changed)
{
    Step step;

    for (const auto& [index, pad] : changed)
        if (at (index) != pad)
            step.before.try_emplace (index, std::exchange (at (index), pad));

    if (step.before.empty())
        return false;

    remember (std::move (step));
    return true;
}

void PadBook::changeByDraft (int pad, const Change& change)
{
    const auto goesOn = ! undone.back.empty() && undone.back.back().draftOf == pad;
    const auto before = at (pad);
    change (at (pad));

    if (! goesOn)
        remember ({ { { pad, before } }, pad });

    undone.forward.clear();
}

bool PadBook::changeQuietly (int pad, const Change& change)
{
    const auto before = at (pad);
    change (at (pad));
    return at (pad) != before;
}

std::vector<int> PadBook::walk (std::vector<Step>& from, std::vector<Step>& to)
{
    std::vector<int> changed;

    if (from.empty())
        return changed;

    auto step = std::move (from.back());
    from.pop_back();

    for (auto& [index, pad] : step.before)
    {
        std::swap (at (index), pad);
        changed.push_back (index);
    }

    if (step.swapped >= 0)
    {
        std::swap (at (step.swapped), *bOf (step.swapped));
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

bool PadBook::swapAB (int pad)
{
    auto& b = bOf (pad);

    if (! b)
        b = at (pad);

    if (*b == at (pad))
        return false;

    std::swap (at (pad), *b);
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
