#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"
#include "Training/SynthesisEffects.h"

#include <array>

namespace stochastick::drums
{
namespace
{
constexpr std::array<double, 4> freeBar { 1.0, 2.756, 5.404, 8.933 }; // Fletcher & Rossing, §2.15

void addStick (Signal& out, SynthesisRandom& random)
{
    addStroke (out,
               { .lowHz = random.logUniform (1200.0, 4000.0),
                 .highHz = random.logUniform (6000.0, 15000.0),
                 .decay = random.logUniform (0.0005, 0.005),
                 .level = random.logUniform (0.05, 0.6) },
               random);
}

/** Cross-stick: the stick lies on the head and its other end strikes the hoop. */
void addSideStick (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (380.0, 1250.0);
    addBar (out,
            { .ratios = freeBar,
              .hz = hz,
              .decay = random.logUniform (0.01, 0.045),
              .damping = random.uniform (0.1, 0.7),
              .brightness = random.uniform (0.3, 1.0),
              .detune = 0.25 },
            random);
    addPartials (out, { { .hz = hz * random.uniform (1.3, 1.9),
                          .level = random.uniform (0.2, 0.9),
                          .decay = random.logUniform (0.006, 0.03) } });
    addMembrane (out,
                 { .hz = random.logUniform (130.0, 300.0),
                   .modes = 3,
                   .decay = random.logUniform (0.015, 0.055),
                   .brightness = 0.4,
                   .bend = 0.03,
                   .tailLevel = random.uniform (0.05, 0.4),
                   .level = random.uniform (0.1, 0.9) },
                 random);
    addStick (out, random);
}

/** TR-808: two bridged-T oscillators, gated and clipped. */
void addMachineRim (Signal& out, SynthesisRandom& random)
{
    const double scale = random.logUniform (0.7, 1.4);
    const double decay = random.logUniform (0.006, 0.03);
    addPartials (out,
                 { { .hz = 1667.0 * scale, .level = random.uniform (0.4, 1.0), .decay = decay, .phase = random.uniform() },
                   { .hz = 455.0 * scale, .level = random.uniform (0.3, 1.0), .decay = decay * random.uniform (0.8, 2.0) },
                   { .hz = 1020.0 * scale, .level = random.uniform (0.0, 0.6), .decay = 0.7 * decay } });
    saturate (out, { .drive = random.logUniform (0.7, 6.0), .hard = random.chance (0.5) });
    addStick (out, random);
}

/** A full rimshot: head, hoop and shell at once, with wires below. */
void addFullRim (Signal& out, SynthesisRandom& random)
{
    addMembrane (out,
                 { .hz = random.logUniform (120.0, 290.0),
                   .modes = 8 + random.pick ({ 1.0, 1.0, 1.0, 1.0 }),
                   .decay = random.logUniform (0.015, 0.05),
                   .damping = random.uniform (0.1, 0.7),
                   .brightness = random.uniform (0.6, 1.1),
                   .bend = random.uniform (0.0, 0.1),
                   .tailLevel = random.uniform (0.05, 0.4),
                   .level = random.uniform (0.3, 0.8) },
                 random);
    const double hz = random.logUniform (420.0, 1700.0);
    addPartials (out, { { .hz = hz,
                          .level = random.uniform (0.4, 1.0),
                          .decay = random.logUniform (0.025, 0.08),
                          .phase = random.uniform() },
                        { .hz = hz * random.uniform (1.3, 2.4),
                          .level = random.uniform (0.1, 0.6),
                          .decay = random.logUniform (0.02, 0.06) },
                        { .hz = hz * random.uniform (2.4, 4.0),
                          .level = random.uniform (0.05, 0.4),
                          .decay = random.logUniform (0.01, 0.04) } });
    addNoise (out,
              { .lowHz = random.logUniform (900.0, 3000.0),
                .highHz = random.logUniform (5000.0, 14000.0),
                .level = random.logUniform (0.03, 0.35),
                .envelope = { .decay = random.logUniform (0.02, 0.1) } },
              random);
    addStick (out, random);
}
} // namespace

void renderRimshot (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 4.0, 1.5, 4.0 }))
    {
        case 0: addSideStick (out, random); break;
        case 1: addMachineRim (out, random); break;
        default: addFullRim (out, random); break;
    }
}
} // namespace stochastick::drums
