#pragma once

#include "Audio/Canvas.h"
#include "Audio/MonoAudio.h"

namespace stochastick
{
/** What a spectrogram shows: 30 Hz to 20 kHz (or half the sample rate), 80 dB below the loudest cell.
    Its axis is log (1 + f / 150 Hz): like the mel scale, but a kick's lows get the room that they need. */
inline constexpr double spectrogramLowHz = 30.0;
inline constexpr double spectrogramHighHz = 20000.0;
inline constexpr double spectrogramRangeDb = 80.0;

/** The upper end for this sound, Hz. */
double spectrogramTopHz (const MonoAudio& audio);

/** The y of a frequency inside the box. */
double spectrogramY (Box box, double hz, double topHz);

/** Fills the box with the waveform, scaled so that its peak touches the box's edges; the brighter core is the RMS. */
void drawWaveform (Canvas& canvas, Box box, const MonoAudio& audio);

/** Fills the box with the spectrogram; a longer FFT (a power of two, at least 1024) draws the lows smoother. */
void drawSpectrogram (Canvas& canvas, Box box, const MonoAudio& audio, int fftSize);
} // namespace stochastick
