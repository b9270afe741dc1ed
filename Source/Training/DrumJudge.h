#pragma once

#include "Training/Dataset.h"
#include "Training/RowClassifier.h"
#include "Training/SetMeasures.h"
#include "Training/SoundEmbedding.h"

#include <functional>
#include <optional>

namespace stochastick
{
struct JudgedDrum
{
    MonoAudio audio;
    int group = -1; ///< takes of one drum share it; −1: there is no other take
};

/** A set of drums: those of each class, in the order of drumClasses(). */
using DrumSet = std::vector<std::vector<JudgedDrum>>;

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
    double frameLineDb = 0;      ///< Artefacts, mean over sounds
    double smallestDistance = 0; ///< RMS difference of the two most alike sounds of one class, as share of their RMS
    int clipped = 0;             ///< sounds with clipped samples
    int notFinite = 0;           ///< sounds with NaN or infinity; such are left out of the rest

    Counted namedInAll() const;
};

/** Judges sets of drums against real ones that no training saw. One thread at a time; long: seconds a set. */
class DrumJudge
{
public:
    using Report = std::function<void (double done, const std::string& what)>;

    /** Reads the folder as training does, trains the classifier on the training part.
        @param onlyClass  of all its sounds, if not empty
        Throws Error for a folder without
        sounds, or with fewer than three to train on or two held out. */
    DrumJudge (const std::filesystem::path& data, const CancelToken& cancel, const Report& report,
               const std::string& onlyClass = {});

    /** @param frameSize  of the network that made the set, in samples */
    SetFigures judge (const DrumSet& set, int frameSize = 32);

    const DrumSet& training() const { return trainingSounds; }
    const DrumSet& heldOut() const { return heldOutSounds; }

    // yardsticks
    DrumSet procedural (int perClass) const; ///< of the classes that there are held-out sounds of
    DrumSet envelopedNoise() const;          ///< white noise under the envelopes of the held-out sounds

private:
    /** What is compared of a set. */
    struct Described
    {
        torch::Tensor rows, labels, weights; ///< (sounds, 512), (sounds), (sounds)
        std::vector<int> folds;              ///< of each sound, 0 … 4
        torch::Tensor features;              ///< (sounds, 4): decay, brightness, loudness, attack on their scales
    };

    Described describe (const DrumSet& set) const;
    void compareRows (const Described& set, SetFigures& figures);
    void compareFeatures (const Described& set, SetFigures& figures) const;
    Counted toldApart (const Described& set) const;

    CancelToken cancel;
    DrumSet trainingSounds, heldOutSounds;
    std::optional<RowClassifier> classifier;
    std::optional<PrincipalComponents> space, embeddedSpace;
    Described real;
    torch::Tensor trainingPlaces, embeddedReal; // in their spaces
    double realToTraining = 0;                  // median distance
};
} // namespace stochastick
