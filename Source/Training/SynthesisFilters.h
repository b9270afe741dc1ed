#pragma once

#include <vector>

namespace stochastick::drums
{
using Signal = std::vector<double>; ///< one sound in the making, at synthesisRate

inline constexpr double synthesisRate = 44100.0; ///< Hz

/** −600 dB: added inside feedback loops, because a tail that falls into subnormal numbers costs ten times the time. */
inline constexpr double antiDenormal = 1.0e-30;

/** Filters that work in place on a whole signal that starts from rest. Frequencies in Hz are kept within
    5 Hz … 20 kHz; `order` is even and counts each slope. The biquads are Bristow-Johnson's (Audio EQ Cookbook),
    cascaded with Butterworth's Q values. Any thread. */
void lowPass (Signal& signal, double hz, int order = 2);
void highPass (Signal& signal, double hz, int order = 2);
void bandPass (Signal& signal, double lowHz, double highHz, int order = 2);

/** A single resonance, 0 dB at its centre. */
void resonate (Signal& signal, double hz, double q);

void lowShelf (Signal& signal, double hz, double decibels);
void highShelf (Signal& signal, double hz, double decibels);

/** A bell-shaped boost or cut. */
void peak (Signal& signal, double hz, double q, double decibels);

/** Turns the spectrum around a pivot: highs up and lows down by half of `decibels` each. */
void tilt (Signal& signal, double pivotHz, double decibels);
} // namespace stochastick::drums
