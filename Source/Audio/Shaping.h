#pragma once

#include "Audio/MonoAudio.h"

namespace stochastick
{
// Verbs that change a sound in place. Times are in seconds, negative ones count as 0. Any thread.

/** Removes an offset without leaving one where the sound is silent.

    The level that the sound comes to rest at (mean of the last 50 ms) is subtracted; a first-order high-pass at 5 Hz,
    run forwards from rest, takes what remains. Subtracting the mean of the whole sound would lift a silent tail; a
    high-pass alone would click at the start of a sound with an offset; a zero-phase filter would ring before the hit. */
void removeDc (MonoAudio& audio);

/** Drops what precedes the first sample that reaches the threshold (dB relative to the peak, below 0), but keeps
    `keepSeconds` before it. Silence stays as it is. */
void trimOnset (MonoAudio& audio, double thresholdDb, double keepSeconds);

/** A raised cosine from 0 over the first seconds. */
void fadeIn (MonoAudio& audio, double seconds);

/** A raised cosine to 0 over the last seconds; the last sample is 0. */
void fadeOut (MonoAudio& audio, double seconds);

/** A raised cosine to 0 after the last 10 ms whose RMS reaches the threshold (dB relative to the peak), then silence. */
void fadeTail (MonoAudio& audio, double thresholdDb, double seconds);

/** A drum does not swell in its last moment: where the differences of the last `seconds` have an RMS of more than `riseDb`
    above that of the 50 ms before, those become silence, and the 10 ms before them a raised cosine to 0. */
void cutLateRise (MonoAudio& audio, double seconds, double riseDb);

/** The largest magnitude; full scale is 1. */
float peakOf (const MonoAudio& audio);

/** Scales the largest magnitude to `peakDb` dBFS. Silence stays silence. */
void normalisePeak (MonoAudio& audio, double peakDb);

/** Every sample times the gain. */
void changeLevel (MonoAudio& audio, double decibels);

/** Makes the sound this long: a longer one is cut and its new end faded out, a shorter one continues with zeros. */
void fitLength (MonoAudio& audio, std::size_t samples, double fadeSeconds);
} // namespace stochastick
