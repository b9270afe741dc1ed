#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** Conga, bongo, djembe: open tone or slap. */
void addSkin (Signal& out, SynthesisRandom& random)
{
    const bool slap = random.chance (0.35);
    addMembrane (out,
                 { .hz = random.logUniform (140.0, 620.0),
                   .modes = 5 + random.pick ({ 1.0, 1.0, 1.0, 1.0 }),
                   .decay = slap ? random.logUniform (0.012, 0.05) : random.logUniform (0.035, 0.14),
                   .damping = random.uniform (0.3, 1.3),
                   .brightness = slap ? random.uniform (0.6, 1.2) : random.uniform (0.1, 0.6),
                   .bend = random.uniform (0.0, 0.1),
                   .bendSeconds = 0.012,
                   .tailLevel = random.uniform (0.0, 0.4) },
                 random);
    addStroke (out,
               { .lowHz = random.logUniform (400.0, 2000.0),
                 .highHz = random.logUniform (3000.0, 9000.0),
                 .decay = random.logUniform (0.001, 0.009),
                 .level = slap ? random.uniform (0.1, 0.4) : random.logUniform (0.01, 0.12) },
               random);
}

/** Tabla, udu and talking drum: loaded skins are nearly harmonic (Raman 1934), and the heel of the hand bends them. */
void addTuned (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (75.0, 330.0);
    const double bend = random.logUniform (0.7, 1.6);
    const double decay = random.logUniform (0.05, 0.25);
    double level = 1.0;
    for (int harmonic = 1; harmonic <= 5; ++harmonic)
    {
        const double pitch = harmonic * hz * random.uniform (0.99, 1.01);
        addTone (out, { .startHz = pitch * bend,
                        .endHz = pitch,
                        .sweep = 0.05,
                        .level = level,
                        .envelope = { .decay = decay / harmonic } });
        level *= random.uniform (0.2, 0.8);
    }
    addStroke (out,
               { .lowHz = 800.0,
                 .highHz = random.logUniform (2000.0, 9000.0),
                 .decay = 0.003,
                 .level = random.logUniform (0.01, 0.2) },
               random);
}

/** Cajón, stamped floor, knocked box, struck chest: a dull thud with little pitch. */
void addThud (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (55.0, 190.0);
    const double decay = random.logUniform (0.012, 0.07);
    addMembrane (out,
                 { .hz = hz,
                   .modes = 5,
                   .decay = decay,
                   .damping = random.uniform (0.3, 1.0),
                   .brightness = random.uniform (0.2, 0.9),
                   .bend = random.uniform (0.0, 0.4),
                   .tailLevel = random.uniform (0.0, 0.2) },
                 random);
    addNoise (out,
              { .lowHz = hz,
                .highHz = random.logUniform (500.0, 4000.0),
                .level = random.logUniform (0.03, 0.3),
                .envelope = { .decay = decay * random.uniform (0.2, 1.0), .attack = 0.001 } },
              random);
    if (random.chance (0.3)) // the cajón's wires
        addGrains (out,
                   { .perSecond = 1500.0,
                     .grainDecay = 0.001,
                     .resonanceHz = random.logUniform (2500.0, 6000.0),
                     .q = 1.0,
                     .level = random.logUniform (0.02, 0.15),
                     .envelope = { .decay = 0.05 } },
                   random);
}
} // namespace

void renderHandDrum (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 4.0, 1.5, 3.0 }))
    {
        case 0: addSkin (out, random); break;
        case 1: addTuned (out, random); break;
        default: addThud (out, random); break;
    }
}
} // namespace stochastick::drums
