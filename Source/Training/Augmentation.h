#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace stochastick
{
/** How far a training sound is varied each time it is drawn. */
struct AugmentationSettings
{
    double quietestGainDb = -6.0;
    double speedShare = 0.5; ///< of draws that are resampled
    double semitones = 2.0;  ///< pitch and speed together, up or down
    double tiltShare = 0.4;  ///< of draws that are filtered
    double tiltDb = 5.0;     ///< high shelf, up or down
    double saturationShare = 0.1;
    double roomShare = 0.0;    ///< of draws that are put into a small room; their tails then are the room's
    double layeredShare = 0.0; ///< of draws of real sounds that are laid over another one of their class
    double flippedShare = 0.5; ///< of draws of the other polarity

    /** Each sound as it is, with its peak at full scale. */
    static AugmentationSettings none() { return { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 }; }
};

/** Gain, polarity, pitch and speed by resampling, a high shelf, a room, soft saturation. Keeps the length; the end stays silent
    if it was. Peak at most 0 dBFS. Deterministic for a state of the generator. */
std::vector<float> augment (const std::vector<float>& samples, const AugmentationSettings& settings,
                            std::mt19937_64& random);

/** Two sounds of one class as a producer layers them: the lows of the one under the highs of the other (crossover 150 to
    3000 Hz), or the second whole, 3 to 15 dB quieter. As long as the first. Deterministic for a state of the generator. */
std::vector<float> layered (const std::vector<float>& first, const std::vector<float>& second, std::mt19937_64& random);
} // namespace stochastick
