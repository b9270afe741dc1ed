#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"
#include "Training/SynthesisEffects.h"

namespace stochastick::drums
{
namespace
{
void addClick (Signal& out, double level, SynthesisRandom& random)
{
    const double bright = random.logUniform (1500.0, 6000.0);
    switch (random.pick ({ 3.0, 2.0, 2.0 }))
    {
        case 0:
            addStroke (out,
                       { .lowHz = random.logUniform (500.0, 3000.0),
                         .highHz = 3.0 * bright,
                         .decay = random.logUniform (0.0006, 0.005),
                         .level = 0.4 * level },
                       random);
            break;
        case 1:
            addTone (out, { .startHz = bright,
                            .endHz = random.logUniform (200.0, 1200.0),
                            .sweep = random.logUniform (0.0004, 0.003),
                            .level = level,
                            .envelope = { .decay = random.logUniform (0.001, 0.005) } });
            break;
        default:
            addStroke (out,
                       { .lowHz = 60.0, .highHz = bright, .decay = random.logUniform (0.002, 0.012), .level = 0.4 * level },
                       random);
            break;
    }
}

/** TR-808: a bridged-T oscillator, long and nearly pure. */
void addLongSine (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (36.0, 66.0);
    addTone (out, { .startHz = hz * random.logUniform (1.2, 5.0),
                    .endHz = hz,
                    .sweep = random.logUniform (0.003, 0.03),
                    .phase = random.uniform (0.0, 0.25),
                    .envelope = { .decay = random.logUniform (0.05, 0.42), .attack = random.logUniform (0.0002, 0.003) } });
    addClick (out, random.uniform (0.0, 0.35), random);
}

/** TR-909: a triangle-like sweep, a click and a breath of noise. */
void addPunch (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (40.0, 72.0);
    addTone (out, { .startHz = random.logUniform (150.0, 600.0),
                    .endHz = hz,
                    .sweep = random.logUniform (0.008, 0.045),
                    .phase = random.uniform (0.0, 0.25),
                    .wave = random.chance (0.4) ? Wave::triangle : Wave::sine,
                    .envelope = { .decay = random.logUniform (0.025, 0.11),
                                  .hold = random.chance (0.4) ? random.uniform (0.01, 0.06) : 0.0 } });
    addClick (out, random.uniform (0.1, 0.8), random);
    addNoise (out,
              { .highHz = random.logUniform (1500.0, 9000.0),
                .level = random.uniform (0.0, 0.06),
                .envelope = { .decay = random.logUniform (0.005, 0.03) } },
              random);
}

/** A bass drum with a beater: two heads, the air between them, the shell. */
void addAcoustic (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (38.0, 105.0);
    const double decay = random.logUniform (0.018, 0.1);
    addMembrane (out,
                 { .hz = hz,
                   .modes = 3 + random.pick ({ 1.0, 1.0, 1.0, 1.0 }),
                   .decay = decay,
                   .damping = random.uniform (0.8, 1.8),
                   .brightness = random.uniform (0.03, 0.35),
                   .bend = random.uniform (0.05, 0.7),
                   .bendSeconds = random.logUniform (0.006, 0.03),
                   .tailLevel = random.uniform (0.0, 0.3) },
                 random);
    const double front = hz * random.uniform (1.35, 2.8);
    addTone (out, { .startHz = front * 1.1,
                    .endHz = front,
                    .level = random.uniform (0.05, 0.6),
                    .phase = random.uniform(),
                    .envelope = { .decay = decay * random.uniform (0.3, 1.2), .attack = 0.003 } });
    addStroke (out,
               { .lowHz = random.logUniform (700.0, 3500.0),
                 .highHz = random.logUniform (3500.0, 12000.0),
                 .decay = random.logUniform (0.0015, 0.012),
                 .level = random.logUniform (0.015, 0.35) },
               random);
    addNoise (out,
              { .lowHz = random.logUniform (60.0, 250.0),
                .highHz = random.logUniform (400.0, 2500.0),
                .level = random.logUniform (0.005, 0.12),
                .envelope = { .decay = random.logUniform (0.01, 0.08) } },
              random);
}

/** Chip and synthesiser kicks: a long dive, or an FM thud. */
void addZap (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (38.0, 85.0);
    if (random.chance (0.6))
        addTone (out, { .startHz = random.logUniform (600.0, 4000.0),
                        .endHz = hz,
                        .sweep = random.logUniform (0.006, 0.03),
                        .wave = random.chance (0.25) ? Wave::square : Wave::sine,
                        .envelope = { .decay = random.logUniform (0.025, 0.12), .hold = random.uniform (0.0, 0.08) } });
    else
        addFmTone (out, { .carrierHz = hz,
                          .ratio = random.logUniform (0.5, 4.0),
                          .index = random.uniform (1.0, 6.0),
                          .indexDecay = random.logUniform (0.006, 0.05),
                          .feedback = random.uniform (0.0, 0.6),
                          .envelope = { .decay = random.logUniform (0.05, 0.2) } });
    lowPass (out, random.logUniform (1500.0, 12000.0));
}

void distort (Signal& out, SynthesisRandom& random)
{
    saturate (
        out,
        { .drive = random.logUniform (3.0, 25.0), .asymmetry = random.uniform (0.0, 0.4), .hard = random.chance (0.4) });
    lowPass (out, random.logUniform (800.0, 9000.0), 2);
}
} // namespace

void renderKick (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 3.0, 3.0, 4.0, 1.0 }))
    {
        case 0: addLongSine (out, random); break;
        case 1: addPunch (out, random); break;
        case 2: addAcoustic (out, random); break;
        default: addZap (out, random); break;
    }
    if (random.chance (0.15))
        distort (out, random);
}
} // namespace stochastick::drums
