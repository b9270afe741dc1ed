#pragma once

#include "Training/SynthesisParts.h"

namespace stochastick::drums
{
/** What happens to a drum after it was struck: the chain of a small studio, in place on a whole signal. Any thread. */

/** Soft clipping. The signal is first brought to full scale. */
struct Saturation
{
    double drive = 2.0;     ///< gain before the curve; 1 is nearly clean
    double asymmetry = 0.0; ///< 0 … 0.5: even harmonics
    bool hard = false;      ///< a curve with a corner instead of a rational one
};
void saturate (Signal& signal, const Saturation& saturation);

/** A few early reflections and, if decay > 0, a short damped feedback tail (Schroeder 1962, Moorer 1979). */
struct Room
{
    double size = 0.01; ///< seconds of the longest early reflection
    double decay = 0.0; ///< seconds to −60 dB
    double level = 0.2; ///< wet RMS over dry RMS
    double darkHz = 6000.0;
};
void addRoom (Signal& signal, const Room& room, SynthesisRandom& random);

/** An old sampler: a coarse word (silence stays exactly silent) at a lower rate, held from sample to sample. */
void crush (Signal& signal, int bits, double rateHz);

/** How often and how strongly a class of drums is coloured. */
struct Colouring
{
    double roomChance = 0.55;
    double roomLevel = 0.35; ///< largest wet/dry ratio
    double driveChance = 0.25;
    double tiltDecibels = 6.0;
    double softChance = 0.3; ///< softer strokes: duller
    double vintageChance = 0.18;
};
void colour (Signal& signal, const Colouring& colouring, SynthesisRandom& random);
} // namespace stochastick::drums
