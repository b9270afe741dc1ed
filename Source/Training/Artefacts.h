#pragma once

#include "Audio/MonoAudio.h"

namespace stochastick
{
/** What ears notice of a machine-made sound and no descriptor says. Any thread. */
struct Artefacts
{
    double attackSeconds = 0; ///< from the first sample within 30 dB of the peak to the highest energy (1 ms average)
    int clippedSamples = 0;   ///< at full scale, two or more in a row
    double riseDb = 0; ///< how far it rises again after it has faded: the most that the energy (20 ms average) ever stands
                       ///< above an earlier moment after its peak; what is 60 dB below the peak counts as that
    double frameLineDb = 0; ///< power at multiples of the frame rate against the bins around them (median), mean over
                            ///< lines; noise has about 0 dB, a click at each border of frames several dB more
};

/** Samples whose size is `level` or more, `atLeast` or more of them in a row. */
int clippedSamples (const std::vector<float>& samples, float level, int atLeast);

/** @param frameSize  samples in a frame of the network's stem */
Artefacts measureArtefacts (const MonoAudio& audio, int frameSize);
} // namespace stochastick
