#pragma once

#include "Session/Pad.h"

#include <array>
#include <functional>
#include <map>
#include <optional>

namespace stochastick
{
inline constexpr int sessionPads = 16;
using Pads = std::array<Pad, sessionPads>;

/** The 16 pads of a new project: named and classed as General MIDI has them, and empty. */
Pads generalMidiPads();

/** "36-kick-2" as people write it: "Kick 2". */
std::string padNameOf (const std::string& fileName);

/** A new take at the end of the history, which plays from now on; it takes the place of a draft there, and of the oldest
    take that is no favourite when there are too many. */
void addTake (Pad& pad, Take take);

/** The pads and the steps that lead back. What is starred stays in its pad's history, starred, whichever way steps lead.
    Message thread. */
class PadBook
{
public:
    static constexpr std::size_t mostSteps = 100;

    static bool isPad (int index) { return index >= 0 && index < sessionPads; }

    const Pads& all() const { return pads; }
    const Pad& operator[] (int index) const { return pads.at (static_cast<std::size_t> (index)); }

    using Change = std::function<void (Pad&)>;

    /** One step back undoes it. @return whether anything changed */
    bool change (int pad, const Change& change);

    /** Several pads in one step. */
    bool change (const std::map<int, Pad>& changed);

    /** Drafts that follow each other on a pad, and what takes the place of the last one, are one step. */
    void changeByDraft (int pad, const Change& change);

    /** What no step back undoes: the next recipe and whether its seed is locked, unless the step itself brought another recipe
        (then they go with it); favourites. */
    bool changeQuietly (int pad, const Change& change);

    bool canUndo() const { return ! undone.back.empty(); }
    bool canRedo() const { return ! undone.forward.empty(); }
    std::vector<int> undo(); ///< @return the pads that changed
    std::vector<int> redo();

    /** The pad as it was when B was last stored, which becomes what it is now. */
    bool swapAB (int pad);
    bool hasB (int pad) const { return stored.at (static_cast<std::size_t> (pad)).has_value(); }

    /** Another project's: nothing leads back. */
    void replace (Pads newPads);

private:
    struct Step
    {
        std::map<int, Pad> there {}; ///< the pads where it leads
        std::map<int, Pad> here {};  ///< the same pads when it was made or walked; what differs now was changed quietly
        int draftOf = -1;            ///< the pad whose draft it brought
        int swapped = -1;            ///< the pad that changed places with its B
    };

    Pad& at (int index) { return pads.at (static_cast<std::size_t> (index)); }
    std::optional<Pad>& bOf (int index) { return stored.at (static_cast<std::size_t> (index)); }
    void remember (Step step);
    void advance (int pad, Pad after, bool goesOn);
    void takeOver (Step& step);
    bool exchangeAB (int pad);
    bool followsDraftOf (int pad) const { return canUndo() && undone.back.back().draftOf == pad; }
    std::vector<int> walk (std::vector<Step>& from, std::vector<Step>& to);

    struct
    {
        std::vector<Step> back {}, forward {};
    } undone;

    Pads pads = generalMidiPads();
    std::array<std::optional<Pad>, sessionPads> stored {}; // B
};
} // namespace stochastick
