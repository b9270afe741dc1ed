#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** A tom with two heads, its stick and the room inside the shell. */
void addAcoustic (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (70.0, 270.0);
    const double decay = random.logUniform (0.014, 0.16);
    addMembrane (out,
                 { .hz = hz,
                   .modes = 4 + random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0, 1.0 }),
                   .decay = decay,
                   .damping = random.uniform (0.2, 1.2),
                   .brightness = random.uniform (0.3, 1.1),
                   .bend = random.uniform (0.02, 0.35),
                   .bendSeconds = random.logUniform (0.01, 0.08),
                   .tailLevel = random.uniform (0.05, 0.5) },
                 random);
    addTone (out, { .startHz = 1.1 * hz,
                    .endHz = hz * random.uniform (1.02, 1.6),
                    .level = random.uniform (0.0, 0.7),
                    .envelope = { .decay = decay * random.uniform (0.4, 1.3), .attack = 0.002 } });
    addStroke (out,
               { .lowHz = random.logUniform (300.0, 2500.0),
                 .highHz = random.logUniform (2500.0, 12000.0),
                 .decay = random.logUniform (0.0015, 0.015),
                 .level = random.logUniform (0.03, 0.4) },
               random);
    if (random.chance (0.5)) // snare wires of the neighbouring drum
        addNoise (out,
                  { .lowHz = 1500.0,
                    .highHz = random.logUniform (4000.0, 10000.0),
                    .level = random.logUniform (0.004, 0.05),
                    .envelope = { .decay = random.logUniform (0.05, 0.25), .attack = 0.01 } },
                  random);
}

/** TR-808: a sine that settles, with a breath of pink-like noise. */
void addMachineTom (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (75.0, 330.0);
    const double decay = random.logUniform (0.03, 0.17);
    addTone (out, { .startHz = hz * random.uniform (1.1, 2.0),
                    .endHz = hz,
                    .sweep = random.logUniform (0.015, 0.12),
                    .phase = random.uniform (0.0, 0.25),
                    .wave = random.chance (0.2) ? Wave::triangle : Wave::sine,
                    .envelope = { .decay = decay } });
    addNoise (out,
              { .lowHz = hz,
                .highHz = random.logUniform (1000.0, 5000.0),
                .level = random.logUniform (0.005, 0.1),
                .envelope = { .decay = decay * random.uniform (0.3, 1.2) } },
              random);
}

/** The hexagonal pads of the eighties: an octave's dive and a slap of noise. */
void addDivingTom (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (60.0, 170.0);
    addTone (out, { .startHz = hz * random.uniform (1.8, 4.5),
                    .endHz = hz,
                    .sweep = random.logUniform (0.03, 0.16),
                    .wave = random.chance (0.5) ? Wave::triangle : Wave::sine,
                    .envelope = { .decay = random.logUniform (0.07, 0.25) } });
    addNoise (out,
              { .lowHz = random.logUniform (200.0, 1500.0),
                .highHz = random.logUniform (3000.0, 12000.0),
                .level = random.logUniform (0.02, 0.2),
                .envelope = { .decay = random.logUniform (0.008, 0.06) } },
              random);
}
} // namespace

void renderTom (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 6.0, 2.0, 1.0 }))
    {
        case 0: addAcoustic (out, random); break;
        case 1: addMachineTom (out, random); break;
        default: addDivingTom (out, random); break;
    }
}
} // namespace stochastick::drums
