#pragma once

#include "Training/SynthesisFilters.h"
#include "Training/SynthesisRandom.h"

#include <vector>

namespace stochastick::drums
{
/** The building blocks of the drum voices. Each `add…` mixes one layer into a signal from its first sample on;
    times in seconds, frequencies in Hz, phases in turns. Layers stop by themselves at −100 dB. Any thread. */

/** Linear attack, hold, then an exponential fall in one or two stages. */
struct Envelope
{
    double decay = 0.1;     ///< seconds to fall to 1/e
    double tailDecay = 0.0; ///< seconds to 1/e of the slower second stage
    double tailLevel = 0.0; ///< share of the second stage at the start, 0 … 1
    double attack = 0.0002;
    double hold = 0.0;
    double delay = 0.0;
};

/** Walks an envelope sample by sample. */
class EnvelopeWalk
{
public:
    explicit EnvelopeWalk (const Envelope& envelope);
    double next();

    /** How many samples until −100 dB, at most `limit`. */
    static std::size_t length (const Envelope& envelope, std::size_t limit);

private:
    double fast, slow, fastFactor, slowFactor;
    double ramp = 0.0, rampStep;
    long delaySamples, heldSamples;
};

enum class Wave
{
    sine,
    triangle,
    square ///< band-limited by PolyBLEP (Välimäki & Huovilainen 2007)
};

/** An oscillator whose pitch glides exponentially from startHz to endHz with time constant `sweep`. */
struct Tone
{
    double startHz = 100.0;
    double endHz = 100.0;
    double sweep = 0.01;
    double level = 1.0;
    double phase = 0.0;
    Wave wave = Wave::sine;
    Envelope envelope {};
};
void addTone (Signal& out, const Tone& tone);

/** Two-operator frequency modulation (Chowning 1973) whose index falls with its own time constant. */
struct FmTone
{
    double carrierHz = 200.0;
    double ratio = 1.41; ///< modulator / carrier
    double index = 3.0;  ///< radians
    double indexDecay = 0.1;
    double feedback = 0.0; ///< of the modulator on itself, radians
    double level = 1.0;
    Envelope envelope {};
};
void addFmTone (Signal& out, const FmTone& tone);

/** One mode of a struck body. */
struct Partial
{
    double hz = 1000.0;
    double level = 1.0;
    double decay = 0.1; ///< seconds to 1/e
    double phase = 0.0;
    double rise = 0.0; ///< seconds; 0 starts at once, otherwise × (1 − e^(−t/rise))
};
void addPartials (Signal& out, std::vector<Partial> partials);

/** Filtered Gaussian noise. */
struct NoiseBand
{
    double lowHz = 0.0;  ///< 0: no high-pass
    double highHz = 0.0; ///< 0: no low-pass
    int order = 2;
    double level = 0.3; ///< RMS at the envelope's top
    Envelope envelope {};
};
void addNoise (Signal& out, const NoiseBand& band, SynthesisRandom& random);

/** Random collisions of many small parts (beads, jingles, wires) that share one body: impulses come at random, each
    feeds a short burst of noise into two resonances. Cook 1997, "Physically informed sonic modeling (PhISM)". */
struct Grains
{
    double perSecond = 500.0;
    double grainDecay = 0.002;
    double resonanceHz = 5000.0;
    double secondResonanceHz = 0.0; ///< 0: none
    double q = 3.0;
    double level = 0.3; ///< RMS of the loudest 10 ms
    Envelope envelope {};
};
void addGrains (Signal& out, const Grains& grains, SynthesisRandom& random);

/** Mixes `layer` into `out`; samples beyond its end are dropped. */
void mix (Signal& out, const Signal& layer, double gain = 1.0);

double largestMagnitude (const Signal& signal);
double energy (const Signal& signal); ///< sum of squares
} // namespace stochastick::drums
