#pragma once

#include "Audio/MonoAudio.h"
#include "Network/ModelInfo.h"
#include "Training/Augmentation.h"
#include "Training/Dataset.h"

#include <optional>
#include <torch/types.h>

namespace stochastick
{
struct Batch
{
    torch::Tensor signals;    ///< (batch, 1, samples), emphasised
    torch::Tensor conditions; ///< (batch, columns) as Conditioning takes them; "no class" and nothing known where dropped
    torch::Tensor ratios;     ///< (batch), noise-to-signal ratios
    torch::Tensor noise;      ///< (batch, 1, samples), standard normal

    Batch on (torch::Device device) const;
    Batch part (std::int64_t first, std::int64_t count) const; ///< some of its sounds
};

/** Which noise levels training draws: most where body and timbre are decided, many over the whole range. (With the middle at
    ρ = 0.37 instead of 0.07 a run of 120,000 sounds lost 16 dB of quiet in its tails.) */
struct RatioDistribution
{
    double smallest = 2e-4, largest = 40.0;
    double uniformShare = 0.25; ///< of draws that are log-uniform over the range
    double logMean = -2.6;      ///< of the others: normal in ln ρ, clamped to the range
    double logDeviation = 1.7;
    std::optional<ProcessSpec> uniformInTimeOf {}; ///< instead of all of this: CRASH's
};

struct BatchSettings
{
    int batchSize = 16;
    int length = 32768;
    int sampleRate = 44100; ///< Hz
    int classes = 9;
    double emphasis = 0.6;
    double proceduralShare = 0.15;            ///< of draws, where there are real sounds of the class
    bool onlyRealClasses = false;             ///< whether classes without real sounds are left out
    bool marksSynthetic = false;              ///< whether a last column says which are, where there are real ones too
    double dropShare = 0.1;                   ///< of draws that say nothing, for classifier-free guidance
    double describedShare = 0.67;             ///< of the others that are told descriptors at all
    double knownShare = 0.7;                  ///< of the descriptors that those are told
    std::vector<DescriptorScale> descriptors; ///< that are told at all
    int proceduralPoolPerClass = 100;         ///< procedural sounds at hand; one is renewed with every batch
    std::uint64_t seed = 1;
    AugmentationSettings augmentation;
    RatioDistribution ratios;
};

/** Makes training batches: classes equally often, real and procedural sounds mixed, augmented, emphasised.
    Everything about batch n follows from (seed, n), whatever was drawn before, so that a resumed run sees exactly the
    batches that an uninterrupted one would have seen. One thread at a time. */
class BatchSource
{
public:
    BatchSource (std::vector<Example> real, const BatchSettings& settings, const CancelToken& cancel);

    Batch make (std::int64_t step);

    /** Where the sounds that it draws lie, from a few hundred of each class. Takes seconds. */
    std::vector<DescriptorScale> measureDescriptors (const CancelToken& cancel);

private:
    struct Drawn
    {
        std::vector<float> samples;
        bool synthetic; // where there are real ones
    };

    Drawn drawn (int drumClass, std::int64_t step, std::mt19937_64& random);
    void describe (const MonoAudio& sound, float* columns, std::mt19937_64& random) const;
    const std::vector<float>& proceduralSound (int drumClass, std::int64_t step, std::mt19937_64& random);

    BatchSettings settings;
    std::vector<std::vector<Example>> realByClass;
    std::vector<int> drawnClasses;
    std::vector<std::vector<std::pair<std::uint64_t, std::vector<float>>>> pool; // [class][slot]: seed, sound
};
} // namespace stochastick
