#pragma once

#include "Training/BatchSource.h"

#include <cmath>
#include <cstddef>
#include <vector>

/** What the tests of training share. */
namespace trainingtest
{
/** A decaying sine at full scale followed by silence. */
inline std::vector<float> ping (std::size_t length, double cyclesPerSample, double decaySamples, std::size_t sounding)
{
    std::vector<float> samples (length, 0.0f);

    for (std::size_t i = 0; i < sounding; ++i)
    {
        const auto time = static_cast<double> (i) + 0.5;
        samples[i] = static_cast<float> (std::exp (-time / decaySamples) * std::sin (2.0 * M_PI * cyclesPerSample * time));
    }

    return samples;
}

/** One sound for each of three classes, 2048 samples long. */
inline std::vector<stochastick::Example> threePings()
{
    return { { ping (2048, 0.005, 400.0, 2000), 0, "kick.wav" },
             { ping (2048, 0.03, 200.0, 2000), 1, "snare.wav" },
             { ping (2048, 0.1, 100.0, 2000), 2, "clap.wav" } };
}

/** Sounds as they are, but for their polarity. */
inline stochastick::AugmentationSettings noAugmentation()
{
    return {
        .quietestGainDb = 0.0, .speedShare = 0.0, .semitones = 0.0, .tiltShare = 0.0, .tiltDb = 0.0, .saturationShare = 0.0
    };
}

/** Three classes of real sounds alone, nothing that takes long to make. */
inline stochastick::BatchSettings quickBatches()
{
    stochastick::BatchSettings settings;
    settings.batchSize = 4;
    settings.length = 2048;
    settings.classes = 3;
    settings.proceduralShare = 0.0;
    settings.proceduralPoolPerClass = 3;
    settings.augmentation = noAugmentation();
    return settings;
}
} // namespace trainingtest
