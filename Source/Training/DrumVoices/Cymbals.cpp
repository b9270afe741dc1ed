#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

#include <array>

namespace stochastick::drums
{
namespace
{
constexpr std::array<double, 7> bellRatios { 1.0, 1.47, 2.09, 2.56, 3.39, 4.31, 5.4 };

/** The dense part of a cymbal's spectrum; the highs build up in the first milliseconds, as energy leaks upwards from
    the modes that were struck (Chaigne, Touzé & Thomas 2005). */
void addWash (Signal& out, double level, double decay, double rise, SynthesisRandom& random)
{
    addNoise (out,
              { .lowHz = random.logUniform (1500.0, 7000.0),
                .highHz = random.logUniform (7000.0, 16000.0),
                .level = level,
                .envelope = { .decay = 0.5 * decay,
                              .tailDecay = decay,
                              .tailLevel = random.uniform (0.3, 1.0),
                              .attack = 0.0005 } },
              random);
    addNoise (out,
              { .lowHz = random.logUniform (6000.0, 10000.0),
                .level = level * random.uniform (0.1, 0.6),
                .envelope = { .decay = decay * random.uniform (0.3, 0.9), .attack = rise } },
              random);
}

void addTip (Signal& out, SynthesisRandom& random)
{
    addStroke (out,
               { .lowHz = random.logUniform (1500.0, 5000.0),
                 .highHz = random.logUniform (8000.0, 16000.0),
                 .decay = random.logUniform (0.001, 0.008),
                 .level = random.logUniform (0.05, 0.45) },
               random);
}

void addRide (Signal& out, SynthesisRandom& random)
{
    const double decay = random.logUniform (0.2, 1.6);
    const bool onBell = random.chance (0.3);
    addBar (out,
            { .ratios = bellRatios,
              .hz = random.logUniform (350.0, 950.0),
              .decay = decay,
              .damping = random.uniform (0.1, 0.5),
              .brightness = random.uniform (0.6, 1.2),
              .detune = 0.08,
              .level = onBell ? random.uniform (0.2, 0.5) : random.logUniform (0.01, 0.12) },
            random);
    addPlate (out,
              { .modes = 40 + 8 * random.pick ({ 1.0, 1.0, 1.0, 1.0 }),
                .lowHz = random.logUniform (350.0, 1200.0),
                .highHz = random.uniform (8000.0, 15000.0),
                .crowding = random.uniform (0.3, 0.9),
                .decay = decay,
                .damping = random.uniform (0.1, 0.4),
                .slope = random.uniform (-0.5, 0.2),
                .level = random.uniform (0.1, 0.3) },
              random);
    const double rise = random.logUniform (0.002, 0.03);
    addWash (out, random.logUniform (0.02, 0.2), decay, rise, random);
    addTip (out, random);
}

void addCrash (Signal& out, SynthesisRandom& random)
{
    const double decay = random.logUniform (0.22, 1.2);
    const double rise = random.logUniform (0.003, 0.05);
    addPlate (out,
              { .modes = 56 + 8 * random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0 }),
                .lowHz = random.logUniform (180.0, 700.0),
                .highHz = random.uniform (9000.0, 16000.0),
                .crowding = random.uniform (0.3, 0.9),
                .decay = 1.2 * decay,
                .damping = random.uniform (0.1, 0.4),
                .slope = random.uniform (-0.4, 0.3),
                .rise = rise,
                .level = random.uniform (0.1, 0.3) },
              random);
    addWash (out, random.uniform (0.1, 0.3), decay, rise, random);
    addTip (out, random);
}

void addSplash (Signal& out, SynthesisRandom& random)
{
    const double decay = random.logUniform (0.12, 0.4);
    addPlate (out,
              { .modes = 40,
                .lowHz = random.logUniform (600.0, 1500.0),
                .highHz = random.uniform (10000.0, 17000.0),
                .crowding = random.uniform (0.4, 1.0),
                .decay = decay,
                .damping = random.uniform (0.0, 0.3),
                .rise = random.uniform (0.0, 0.006),
                .level = random.uniform (0.1, 0.3) },
              random);
    addWash (out, random.uniform (0.1, 0.3), decay, 0.003, random);
}

/** Turned-up edge: a trashy band of modulated mid frequencies. */
void addChina (Signal& out, SynthesisRandom& random)
{
    const double decay = random.logUniform (0.25, 0.8);
    addFmMetal (out,
                { .baseHz = random.logUniform (250.0, 800.0),
                  .pairs = 4,
                  .index = random.uniform (3.0, 9.0),
                  .lowHz = random.logUniform (500.0, 2500.0),
                  .level = random.uniform (0.1, 0.3),
                  .envelope = { .decay = 0.7 * decay, .tailDecay = 1.5 * decay, .tailLevel = 0.4 } },
                random);
    const double rise = random.logUniform (0.002, 0.03);
    addWash (out, random.uniform (0.1, 0.3), decay, rise, random);
}

/** TR-808: six squares in two bands, of which the higher one falls sooner or later than the lower. */
void addMachineCymbal (Signal& out, SynthesisRandom& random)
{
    const double scale = random.logUniform (0.7, 1.7);
    const double decay = random.logUniform (0.2, 0.9);
    addSquares (out,
                { .scale = scale,
                  .detune = 0.05,
                  .lowHz = random.logUniform (2000.0, 4000.0),
                  .highHz = random.logUniform (4500.0, 7000.0),
                  .level = random.uniform (0.1, 0.3),
                  .envelope = { .decay = decay } },
                random);
    addSquares (out,
                { .scale = scale,
                  .detune = 0.05,
                  .lowHz = random.logUniform (6000.0, 9000.0),
                  .highHz = 18000.0,
                  .level = random.uniform (0.1, 0.35),
                  .envelope = { .decay = decay * random.uniform (0.3, 1.5) } },
                random);
    addTip (out, random);
}
} // namespace

void renderCymbal (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 4.0, 4.0, 1.5, 1.0, 1.5 }))
    {
        case 0: addRide (out, random); break;
        case 1: addCrash (out, random); break;
        case 2: addSplash (out, random); break;
        case 3: addChina (out, random); break;
        default: addMachineCymbal (out, random); break;
    }
}
} // namespace stochastick::drums
