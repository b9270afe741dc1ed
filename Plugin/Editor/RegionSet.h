#pragma once

#include "Engine/RecipeStart.h"

#include <vector>

namespace stochastick
{
/** The parts of a sound that a person marks to be made anew: drawn, moved and pulled at by their edges, never
    overlapping, in the order of time. Knows no pixels and no JUCE; all times are seconds. Message thread. */
class RegionSet
{
public:
    enum class Part
    {
        outside,
        inside,
        leftEdge,
        rightEdge
    };

    struct Spot
    {
        Part part = Part::outside;
        int index = -1;
    };

    static constexpr double shortest = 0.001;    ///< s; what is shorter when it is let go was a slip of the hand
    static constexpr double longestFade = 0.005; ///< s

    /** Of the sound. Regions beyond it are cut or dropped; 0: there is no sound. */
    void setLength (double seconds);

    // Dragging. @param reach  how near to an edge still counts as the edge

    void press (double at, double reach); ///< on a region: takes it or its edge; elsewhere: begins a new one
    void drag (double to);                ///< edges snap to the ends of the sound
    void release();                       ///< regions that overlap become one

    void cancelDrag(); ///< as if nothing had been pressed

    // The selected one

    void select (int index); ///< −1: none
    void selectAll();        ///< one region: all of the sound
    void nudge (double by);
    void removeSelected();
    void clear();

    Spot spotAt (double at, double reach) const;
    const std::vector<Region>& regions() const { return all; } ///< while one is drawn it may overlap others
    int selected() const { return chosen; }
    bool isDragging() const { return held != Held::nothing; }

private:
    enum class Held
    {
        nothing,
        edge,
        whole
    };

    Region between (double one, double other) const;
    double snapped (double at) const;
    void order();
    void mergeOverlapping();

    std::vector<Region> all {};
    std::vector<Region> beforeDrag {};
    double length = 0.0;
    int chosen = -1, chosenBeforeDrag = -1;
    Held held = Held::nothing;
    double anchor = 0.0; ///< the edge that stays; of a whole region: where in it it is held
    double snapReach = 0.0;
};
} // namespace stochastick
