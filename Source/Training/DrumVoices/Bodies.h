#pragma once

#include "Training/SynthesisParts.h"

#include <span>

namespace stochastick::drums
{
/** Vibrating bodies that several voices share. Any thread. */

/** A round membrane: the modes of an ideal one (zeros of the Bessel functions), each a little off, as on a real drum
    (Fletcher & Rossing, The Physics of Musical Instruments, §18). A hard stroke raises the pitch for a moment. */
struct Membrane
{
    double hz = 180.0;
    int modes = 6;           ///< 1 … 12
    double decay = 0.06;     ///< seconds to 1/e of the lowest mode
    double damping = 0.7;    ///< decay falls as ratio^−damping
    double brightness = 0.4; ///< level of the second mode; the others go on as a power of the ratio
    double bend = 0.1;       ///< share by which the pitch starts too high
    double bendSeconds = 0.02;
    double tailLevel = 0.0; ///< share of the slower second stage of the decay
    double level = 1.0;
};
void addMembrane (Signal& out, const Membrane& membrane, SynthesisRandom& random);

/** Modes at fixed ratios of one pitch: bars, blocks, bells. */
struct Bar
{
    std::span<const double> ratios;
    double hz = 800.0;
    double decay = 0.03;
    double damping = 0.6;
    double brightness = 0.5; ///< level of a mode an octave up
    double detune = 0.02;    ///< spread of the ratios
    double level = 1.0;
};
void addBar (Signal& out, const Bar& bar, SynthesisRandom& random);

/** Many inharmonic modes between two frequencies, spread evenly over the logarithm or over Hz: plates. */
struct Plate
{
    int modes = 40;
    double lowHz = 400.0;
    double highHz = 14000.0;
    double crowding = 0.5; ///< 0: even over octaves, 1: even over Hz (a real plate)
    double decay = 0.4;
    double damping = 0.3; ///< decay falls as (hz / lowHz)^−damping
    double slope = 0.0;   ///< level as (hz / lowHz)^slope
    double rise = 0.0;    ///< seconds until the highest modes have built up
    double level = 0.3;   ///< RMS of the first 20 ms, or of the loudest
};
void addPlate (Signal& out, const Plate& plate, SynthesisRandom& random);

/** The drum machines' metal: six square waves out of tune with each other (Roland TR-808 service notes), filtered. */
struct Squares
{
    double scale = 1.0;   ///< 1: the pitches of the original
    double detune = 0.05; ///< spread of each oscillator
    double lowHz = 5000.0;
    double highHz = 15000.0;
    int order = 2;
    double level = 0.3; ///< RMS at the envelope's top
    Envelope envelope {};
};
void addSquares (Signal& out, const Squares& squares, SynthesisRandom& random);

/** A cloud of frequency-modulated pairs with clangy ratios, high-passed. */
struct FmMetal
{
    double baseHz = 400.0;
    int pairs = 3;
    double index = 4.0;
    double lowHz = 4000.0;
    double level = 0.3;
    Envelope envelope {};
};
void addFmMetal (Signal& out, const FmMetal& metal, SynthesisRandom& random);

/** A stick, nail or beater touching the surface: a burst of noise of a few milliseconds. */
struct Stroke
{
    double lowHz = 1000.0;
    double highHz = 9000.0;
    double decay = 0.002;
    double level = 0.2;
};
void addStroke (Signal& out, const Stroke& stroke, SynthesisRandom& random);
} // namespace stochastick::drums
