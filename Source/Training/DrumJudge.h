#pragma once

#include "Training/RowClassifier.h"
#include "Training/SetFigures.h"
#include "Training/SoundEmbedding.h"

#include <functional>
#include <optional>

namespace stochastick
{
/** Judges sets of drums against real ones that no training saw. One thread at a time; long: seconds a set. */
class DrumJudge
{
public:
    static constexpr int sampleRate = 44100, length = 32768; ///< Hz, samples: as sounds are read

    using Report = std::function<void (double done, const std::string& what)>;

    /** Reads the folder as training does, trains the classifier on the training part.
        @param onlyClass  of all its sounds, if not empty
        Throws Error for a folder without sounds, or with fewer than three to train on or two held out. */
    DrumJudge (const std::filesystem::path& data, const CancelToken& cancel, const Report& report,
               const std::string& onlyClass = {});

    /** @param frameSize  of the network that made the set, in samples */
    SetFigures judge (const DrumSet& set, int frameSize = 32);

    const DrumSet& training() const { return trainingSounds; }
    const DrumSet& heldOut() const { return heldOutSounds; }

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
