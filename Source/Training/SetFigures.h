#pragma once

#include "Training/DrumSet.h"
#include "Training/SetMeasures.h"

namespace stochastick
{
/** Share of a count. */
struct Counted
{
    int right = 0, all = 0;

    double share() const { return all > 0 ? static_cast<double> (right) / all : 0.0; }
};

/** What can be said of a set of drums beside the held-out real ones. Distances weigh each class as it occurs among those. */
struct SetFigures
{
    std::vector<Counted> named; ///< of each class: named right by a classifier that was trained on real training sounds only
    double frechet = 0, kernel = 0;                 ///< log-mel statistics (24 principal components)
    double embeddedFrechet = 0, embeddedKernel = 0; ///< what that classifier makes of them (24 principal components)
    PrecisionAndRecall coverage;                    ///< log-mel statistics, 3 neighbours
    Counted toldApart; ///< from held-out real sounds of the same classes by fresh classifiers, which have seen four fifths
                       ///< of the drums and name the takes of the others; ½ is perfect
    double nearestTraining = 0; ///< median distance to the nearest training sound, over that of held-out real sounds: far
                                ///< below 1, the set repeats training sounds
    double decay = 0, brightness = 0, loudness = 0, attack = 0; ///< Wasserstein-1 distances within classes, in standard
                                                                ///< deviations of held-out real sounds
    double medianTailDb = 0;                                    ///< RMS of the last 50 ms
    double largestDc = 0;
    double riseDb = 0, frameLineDb = 0; ///< Artefacts, means over sounds
    double smallestDistance = 0;        ///< RMS difference of the two most alike sounds of one class, as share of their RMS
    int clipped = 0;                    ///< sounds with clipped samples
    int notFinite = 0;                  ///< sounds with NaN or infinity; such are left out of the rest

    Counted namedInAll() const;
};

/** Of the set alone: tails, DC, lines, clipping, the most alike pair. At least one sound, all of them finite.
    @param frameSize  of the network that made it, in samples */
void measureAlone (const DrumSet& set, int frameSize, SetFigures& figures);
} // namespace stochastick
