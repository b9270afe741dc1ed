#include "Editor/RegionSet.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
void RegionSet::setLength (double seconds)
{
    cancelDrag();
    length = std::max (seconds, 0.0);

    for (auto& region : all)
        region = between (region.from, region.to);

    const auto tooShort = [] (const Region& region) { return region.to - region.from < shortest; };

    if (std::any_of (all.begin(), all.end(), tooShort))
        chosen = -1;

    std::erase_if (all, tooShort);
}

void RegionSet::press (double at, double reach)
{
    if (length <= 0.0)
        return;

    cancelDrag();
    beforeDrag = all;
    chosenBeforeDrag = chosen;
    snapReach = reach;
    const auto spot = spotAt (at, reach);
    chosen = spot.index;
    held = spot.part == Part::inside ? Held::whole : Held::edge;

    if (spot.part == Part::outside)
    {
        anchor = snapped (at);
        chosen = static_cast<int> (all.size());
        all.push_back (between (anchor, anchor));
        return;
    }

    const auto& region = all[static_cast<std::size_t> (chosen)];
    anchor = spot.part == Part::inside ? at - region.from : spot.part == Part::leftEdge ? region.to : region.from;
}

void RegionSet::drag (double to)
{
    if (held == Held::nothing)
        return;

    auto& region = all[static_cast<std::size_t> (chosen)];

    if (held == Held::edge)
    {
        region = between (anchor, snapped (to));
        return;
    }

    const auto width = region.to - region.from;
    auto from = std::clamp (to - anchor, 0.0, length - width);

    if (from + width > length - snapReach)
        from = length - width;
    else if (from < snapReach)
        from = 0.0;

    region = between (from, from + width);
}

void RegionSet::release()
{
    if (held == Held::nothing)
        return;

    held = Held::nothing;
    const auto& region = all[static_cast<std::size_t> (chosen)];

    if (region.to - region.from < shortest)
        removeSelected();
    else
        order();
}

void RegionSet::cancelDrag()
{
    if (held == Held::nothing)
        return;

    all = beforeDrag;
    chosen = chosenBeforeDrag;
    held = Held::nothing;
}

void RegionSet::select (int index)
{
    cancelDrag();
    chosen = index >= 0 && index < static_cast<int> (all.size()) ? index : -1;
}

void RegionSet::selectAll()
{
    clear();

    if (length < shortest)
        return;

    all.push_back (between (0.0, length));
    chosen = 0;
}

void RegionSet::nudge (double by)
{
    cancelDrag();

    if (chosen < 0)
        return;

    auto& region = all[static_cast<std::size_t> (chosen)];
    const auto width = region.to - region.from;
    const auto from = std::clamp (region.from + by, 0.0, length - width);
    region = between (from, from + width);
    order();
}

void RegionSet::removeSelected()
{
    cancelDrag();

    if (chosen >= 0)
        all.erase (all.begin() + chosen);

    chosen = -1;
}

void RegionSet::clear()
{
    cancelDrag();
    all.clear();
    chosen = -1;
}

RegionSet::Spot RegionSet::spotAt (double at, double reach) const
{
    Spot nearest {};
    auto distance = reach;

    for (std::size_t i = 0; i < all.size(); ++i)
    {
        const auto& region = all[i];
        const auto index = static_cast<int> (i);
        const auto edgeReach = std::min (reach, 0.5 * (region.to - region.from)); // a narrow one can still be moved

        if (nearest.part == Part::outside && at >= region.from && at <= region.to)
            nearest = { Part::inside, index };

        for (const auto part : { Part::leftEdge, Part::rightEdge })
        {
            const auto away = at - (part == Part::leftEdge ? region.from : region.to);
            const auto outwards = part == Part::leftEdge ? -away : away;

            if (std::abs (away) <= distance && (outwards >= 0.0 || -outwards < edgeReach))
            {
                distance = std::abs (away);
                nearest = { part, index };
            }
        }
    }

    return nearest;
}

Region RegionSet::between (double one, double other) const
{
    const auto from = std::clamp (std::min (one, other), 0.0, length);
    const auto to = std::clamp (std::max (one, other), 0.0, length);
    return { from, to, std::min (longestFade, 0.25 * (to - from)) };
}

double RegionSet::snapped (double at) const
{
    return at < snapReach ? 0.0 : at > length - snapReach ? length : at;
}

void RegionSet::order()
{
    const auto own = all[static_cast<std::size_t> (chosen)];
    std::sort (all.begin(), all.end(), [] (const Region& a, const Region& b) { return a.from < b.from; });
    mergeOverlapping();
    const auto holdsOwn = [&] (const Region& region) { return region.from <= own.from && own.to <= region.to; };
    chosen = static_cast<int> (std::find_if (all.begin(), all.end(), holdsOwn) - all.begin());
}

void RegionSet::mergeOverlapping()
{
    std::vector<Region> merged;

    for (const auto& region : all)
    {
        if (merged.empty() || region.from > merged.back().to)
            merged.push_back (region);
        else
            merged.back() = between (merged.back().from, std::max (merged.back().to, region.to));
    }

    all = std::move (merged);
}
} // namespace stochastick
