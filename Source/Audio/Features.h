#pragma once

#include "Audio/MonoAudio.h"

namespace stochastick
{
struct LogMelSettings
{
    int fftSize = 1024; ///< samples, a power of two; also the window
    int hop = 256;      ///< samples
    int bands = 64;
    double lowHz = 30.0;
    double highHz = 20000.0; ///< at most half the sample rate is used
    double floorDb = -100.0; ///< quieter cells read as this; a sine at full scale has 0 dB in its bin
};

/** Natural logarithm of the power in mel bands. */
struct MelSpectrogram
{
    int bands = 0;
    int frames = 0;
    std::vector<float> values; ///< (frames, bands), row-major
};

/** Triangles on Slaney's mel scale, each of area one and integrated over the bins, so that no band is empty and white
    noise reads the same in all. Frame k is centred on sample k·hop, from 0 to the length of the sound.
    Throws UsageError when the settings make no sense. Any thread. */
MelSpectrogram logMel (const MonoAudio& audio, const LogMelSettings& settings = {});

/** What can be said of a drum sound in a few numbers. Levels are in dBFS and do not fall below −120.
    Of silence, all times and frequencies are 0. */
struct DrumFeatures
{
    double onsetSeconds = 0.0; ///< the first sample within 30 dB of the peak
    double decaySeconds = 0.0; ///< from the peak of the energy (10 ms average) until it stays 40 dB below it
    double brightnessHz = 0.0; ///< spectral centroid, weighted by energy
    double peakDb = -120.0;
    double rmsDb = -120.0;
    double loudnessDb = -120.0; ///< LUFS: of the loudest 100 ms, K-weighted (ITU-R BS.1770)
    double tailDb = -120.0;     ///< RMS of the last 50 ms
    double dc = 0.0;            ///< mean, full scale is 1
};

/** Any thread. */
DrumFeatures measure (const MonoAudio& audio);
} // namespace stochastick
