#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** Beads in a gourd or tin: shaker, maracas, cabasa. */
void addShaker (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (3500.0, 12500.0);
    addGrains (out,
               { .perSecond = random.logUniform (400.0, 8000.0),
                 .grainDecay = random.logUniform (0.0004, 0.003),
                 .resonanceHz = hz,
                 .secondResonanceHz = hz * random.uniform (1.1, 2.0),
                 .q = random.logUniform (0.7, 5.0),
                 .level = 0.3,
                 .envelope = { .decay = random.logUniform (0.012, 0.08),
                               .attack = random.logUniform (0.0005, 0.06),
                               .hold = random.uniform (0.0, 0.03) } },
               random);
    highPass (out, random.logUniform (800.0, 4000.0));
    if (random.chance (0.35)) // the beads fall back
        addGrains (
            out,
            { .perSecond = random.logUniform (400.0, 5000.0),
              .resonanceHz = hz,
              .q = 1.5,
              .level = random.uniform (0.05, 0.3),
              .envelope = { .decay = random.logUniform (0.01, 0.05), .attack = 0.02, .delay = random.uniform (0.06, 0.2) } },
            random);
}

/** Jingles: a few pairs of plates that ring each time they meet. */
void addTambourine (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (4500.0, 9500.0);
    const double decay = random.logUniform (0.03, 0.16);
    addGrains (out,
               { .perSecond = random.logUniform (150.0, 2000.0),
                 .grainDecay = random.logUniform (0.001, 0.006),
                 .resonanceHz = hz,
                 .secondResonanceHz = hz * random.uniform (1.2, 1.9),
                 .q = random.logUniform (3.0, 20.0),
                 .level = 0.3,
                 .envelope = { .decay = decay, .attack = random.logUniform (0.0005, 0.015) } },
               random);
    addPlate (out,
              { .modes = 16,
                .lowHz = 0.6 * hz,
                .highHz = 16000.0,
                .decay = decay * random.uniform (0.5, 1.5),
                .damping = 0.2,
                .rise = 0.004,
                .level = random.uniform (0.02, 0.2) },
              random);
    if (random.chance (0.3))
        addMembrane (
            out, { .hz = random.logUniform (180.0, 450.0), .modes = 4, .decay = 0.03, .level = random.uniform (0.05, 0.5) },
            random);
}

/** A stick drawn over notches, or the teeth of a vibraslap: regular knocks that come faster or slower. */
void addScrape (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (1800.0, 5500.0);
    const int notches = 6 + random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0 });
    const double drift = random.uniform (0.9, 1.1);
    double gap = random.logUniform (0.006, 0.022);
    double delay = 0.0;
    for (int notch = 0; notch < notches; ++notch)
    {
        addNoise (out,
                  { .lowHz = 0.7 * hz,
                    .highHz = hz * random.uniform (1.4, 2.5),
                    .level = random.uniform (0.15, 0.4),
                    .envelope = { .decay = random.logUniform (0.001, 0.004), .attack = 0.0005, .delay = delay } },
                  random);
        delay += gap * random.uniform (0.9, 1.1);
        gap *= drift;
    }
    peak (out, hz, 4.0, random.uniform (0.0, 9.0));
}
} // namespace

void renderShaken (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 4.0, 3.0, 1.0 }))
    {
        case 0: addShaker (out, random); break;
        case 1: addTambourine (out, random); break;
        default: addScrape (out, random); break;
    }
}
} // namespace stochastick::drums
