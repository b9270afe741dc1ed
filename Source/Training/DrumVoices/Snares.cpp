#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** The wires under the drum: noise that lags the stroke a little, with rattling grains on a share of drums. */
void addWires (Signal& out, double level, double decay, SynthesisRandom& random)
{
    addNoise (out,
              { .lowHz = random.logUniform (350.0, 2800.0),
                .highHz = random.logUniform (4000.0, 14000.0),
                .level = level,
                .envelope = { .decay = decay,
                              .tailDecay = decay * random.uniform (1.5, 3.0),
                              .tailLevel = random.uniform (0.0, 0.4),
                              .attack = random.logUniform (0.0003, 0.006),
                              .delay = random.uniform (0.0, 0.002) } },
              random);
    if (random.chance (0.4))
        addGrains (out,
                   { .perSecond = random.logUniform (400.0, 5000.0),
                     .grainDecay = random.logUniform (0.0005, 0.002),
                     .resonanceHz = random.logUniform (2500.0, 7000.0),
                     .secondResonanceHz = random.logUniform (4000.0, 10000.0),
                     .q = random.uniform (0.7, 3.0),
                     .level = level * random.uniform (0.2, 0.8),
                     .envelope = { .decay = decay * random.uniform (0.6, 1.6) } },
                   random);
}

Membrane snareHead (SynthesisRandom& random)
{
    return { .hz = random.logUniform (110.0, 270.0),
             .modes = 4 + random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0 }),
             .decay = random.logUniform (0.01, 0.045),
             .damping = random.uniform (0.2, 1.0),
             .brightness = random.uniform (0.2, 0.8),
             .bend = random.uniform (0.0, 0.25),
             .bendSeconds = random.logUniform (0.004, 0.02),
             .tailLevel = random.uniform (0.0, 0.35) };
}

void addStick (Signal& out, SynthesisRandom& random)
{
    addStroke (out,
               { .lowHz = random.logUniform (900.0, 4000.0),
                 .highHz = random.logUniform (6000.0, 16000.0),
                 .decay = random.logUniform (0.0006, 0.005),
                 .level = random.logUniform (0.03, 0.4) },
               random);
}

/** An undamped mode that sings on. */
void addRing (Signal& out, double level, SynthesisRandom& random)
{
    const double hz = random.logUniform (320.0, 1100.0);
    addPartials (
        out, { { .hz = hz, .level = level, .decay = random.logUniform (0.03, 0.11), .phase = random.uniform() },
               { .hz = hz * random.uniform (1.01, 1.9), .level = 0.5 * level, .decay = random.logUniform (0.03, 0.12) } });
}

void addAcoustic (Signal& out, SynthesisRandom& random)
{
    Membrane head = snareHead (random);
    addMembrane (out, head, random);
    head.hz *= random.uniform (1.2, 1.8); // the thinner bottom head
    head.level = random.uniform (0.0, 0.6);
    addMembrane (out, head, random);
    addStick (out, random);
    if (random.chance (0.3))
        addRing (out, random.uniform (0.05, 0.4), random);
    const double decay = random.logUniform (0.018, 0.11);
    if (random.chance (0.9)) // wires thrown off otherwise
        addWires (out, random.logUniform (0.03, 0.5), decay, random);
}

/** TR-808: two pure modes and high-passed noise. */
void addTwoSines (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (140.0, 240.0);
    const double decay = random.logUniform (0.02, 0.09);
    addPartials (out,
                 { { .hz = hz, .level = random.uniform (0.4, 1.0), .decay = decay, .phase = random.uniform (0.0, 0.25) },
                   { .hz = hz * random.uniform (1.5, 2.2), .level = random.uniform (0.1, 0.8), .decay = 0.6 * decay } });
    addNoise (out,
              { .lowHz = random.logUniform (800.0, 4500.0),
                .level = random.logUniform (0.06, 0.45),
                .envelope = { .decay = random.logUniform (0.03, 0.16) } },
              random);
    addStick (out, random);
}

/** TR-909: two swept oscillators, a low and a high band of noise with their own times. */
void addSwept (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (150.0, 260.0);
    const double decay = random.logUniform (0.025, 0.08);
    const Wave wave = random.chance (0.5) ? Wave::triangle : Wave::sine;
    const double second = hz * random.uniform (1.4, 1.8);
    addTone (out, { .startHz = hz * random.uniform (1.2, 3.0),
                    .endHz = hz,
                    .sweep = random.logUniform (0.004, 0.02),
                    .wave = wave,
                    .envelope = { .decay = decay } });
    addTone (out, { .startHz = second * 1.4,
                    .endHz = second,
                    .level = random.uniform (0.2, 0.8),
                    .wave = wave,
                    .envelope = { .decay = 0.7 * decay } });
    addNoise (out,
              { .highHz = random.logUniform (3000.0, 9000.0),
                .level = random.logUniform (0.05, 0.3),
                .envelope = { .decay = random.logUniform (0.02, 0.1) } },
              random);
    addNoise (out,
              { .lowHz = random.logUniform (2500.0, 6000.0),
                .level = random.logUniform (0.05, 0.35),
                .envelope = { .decay = random.logUniform (0.05, 0.2) } },
              random);
}

/** Head and hoop struck together. */
void addRimAndHead (Signal& out, SynthesisRandom& random)
{
    Membrane head = snareHead (random);
    head.brightness = random.uniform (0.5, 1.0);
    addMembrane (out, head, random);
    addRing (out, random.uniform (0.4, 1.0), random);
    addStick (out, random);
    const double decay = random.logUniform (0.02, 0.09);
    addWires (out, random.logUniform (0.03, 0.3), decay, random);
}

/** A brush: the noise swells while the wires spread over the head. */
void addBrush (Signal& out, SynthesisRandom& random)
{
    Membrane head = snareHead (random);
    head.level = random.uniform (0.05, 0.5);
    head.brightness = 0.2;
    addMembrane (out, head, random);
    addGrains (out,
               { .perSecond = random.logUniform (1500.0, 9000.0),
                 .grainDecay = random.logUniform (0.0006, 0.003),
                 .resonanceHz = random.logUniform (1500.0, 5000.0),
                 .secondResonanceHz = random.logUniform (3000.0, 9000.0),
                 .q = random.uniform (0.5, 1.5),
                 .level = 0.3,
                 .envelope = { .decay = random.logUniform (0.03, 0.1), .attack = random.logUniform (0.004, 0.04) } },
               random);
}

/** Noise alone through a moving or fixed resonance: the early drum computers. */
void addNoiseSnare (Signal& out, SynthesisRandom& random)
{
    const double centre = random.logUniform (700.0, 4000.0);
    addNoise (out,
              { .lowHz = centre * random.uniform (0.2, 0.7),
                .highHz = centre * random.uniform (1.8, 6.0),
                .level = 0.3,
                .envelope = { .decay = random.logUniform (0.03, 0.14) } },
              random);
    addTone (out, { .startHz = centre * 0.5,
                    .endHz = random.logUniform (120.0, 300.0),
                    .sweep = random.logUniform (0.004, 0.03),
                    .level = random.uniform (0.1, 0.9),
                    .envelope = { .decay = random.logUniform (0.015, 0.06) } });
    if (random.chance (0.5))
        peak (out, centre, 3.0, random.uniform (3.0, 12.0));
}
} // namespace

void renderSnare (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 9.0, 2.0, 2.0, 2.5, 1.0, 1.0 }))
    {
        case 0: addAcoustic (out, random); break;
        case 1: addTwoSines (out, random); break;
        case 2: addSwept (out, random); break;
        case 3: addRimAndHead (out, random); break;
        case 4: addBrush (out, random); break;
        default: addNoiseSnare (out, random); break;
    }
}
} // namespace stochastick::drums
