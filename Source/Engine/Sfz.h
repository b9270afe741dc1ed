#pragma once

#include <string>
#include <vector>

namespace stochastick
{
/** When a sampler plays a file (SFZ format). */
struct SfzRegion
{
    std::string file; ///< relative to the SFZ file
    int key = 36;     ///< MIDI note
    int lowestVelocity = 1, highestVelocity = 127;
    int roundRobin = 1, roundRobins = 1; ///< which of how many that take turns
    double volumeDb = 0.0;
    int chokeGroup = 0; ///< regions of a group above 0 cut each other off
};

/** The text of an SFZ file whose regions play to their end. @param title  its first line */
std::string sfzText (const std::string& title, const std::vector<SfzRegion>& regions);
} // namespace stochastick
