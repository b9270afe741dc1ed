#pragma once

#include "Engine/Sound.h"

#include <memory>
#include <string>
#include <vector>

namespace stochastick
{
using SoundPointer = std::shared_ptr<const Sound>;

/** One sound of a pad's history. */
struct Take
{
    SoundPointer sound {};
    std::string label {}; ///< "Generated", "Variation 30 %"…
    bool favourite = false;
    bool draft = false; ///< stands until the next sound takes its place

    bool operator== (const Take&) const = default;
};

/** A pad as the person left it. A plain value, cheap to copy but for its recipe's sources. */
struct Pad
{
    std::string name {}; ///< "Kick"
    Recipe recipe {};    ///< of the next Generate; its seed is drawn then unless it is locked
    bool seedLocked = false;
    std::vector<Take> history {}; ///< oldest first, at most 32; more only where favourites and what plays are
    int take = -1;                ///< of the history, that plays; −1: empty

    /** Velocity layers × round robins made from the take that plays, softest first; empty: the take alone. */
    std::vector<SoundPointer> layers {};
    int roundRobins = 1; ///< sounds in each layer

    const Sound* sound() const { return soundPointer().get(); }
    SoundPointer soundPointer() const { return take < 0 ? nullptr : history[static_cast<std::size_t> (take)].sound; }
    int layerCount() const { return static_cast<int> (layers.size()) / roundRobins; }

    bool operator== (const Pad&) const = default;
};
} // namespace stochastick
