#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

#include <array>

namespace stochastick::drums
{
namespace
{
constexpr std::array<double, 6> triangleRatios { 1.0, 1.73, 2.62, 3.27, 4.81, 6.04 };
constexpr std::array<double, 6> bellRatios { 1.0, 2.0, 2.4, 3.0, 4.5, 5.33 };

/** TR-808's cowbell: two squares a rough fifth apart, with a sharp first stage. */
void addCowbell (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (380.0, 950.0);
    const double ratio = random.uniform (1.38, 1.62);
    const Envelope envelope { .decay = random.logUniform (0.008, 0.03),
                              .tailDecay = random.logUniform (0.05, 0.2),
                              .tailLevel = random.uniform (0.2, 0.7) };
    addTone (out, { .startHz = hz, .endHz = hz, .wave = Wave::square, .envelope = envelope });
    addTone (out, { .startHz = hz * ratio,
                    .endHz = hz * ratio,
                    .level = random.uniform (0.5, 1.0),
                    .wave = Wave::square,
                    .envelope = envelope });
    const double low = hz * random.uniform (0.7, 1.3);
    bandPass (out, low, random.logUniform (2000.0, 7000.0));
}

/** Agogô, bells and real cowbells. */
void addBell (Signal& out, SynthesisRandom& random)
{
    addBar (out,
            { .ratios = bellRatios,
              .hz = random.logUniform (400.0, 1800.0),
              .decay = random.logUniform (0.05, 0.5),
              .damping = random.uniform (0.3, 1.2),
              .brightness = random.uniform (0.4, 1.0),
              .detune = random.uniform (0.0, 0.12) },
            random);
    addStroke (out,
               { .lowHz = 2500.0,
                 .highHz = 14000.0,
                 .decay = random.logUniform (0.0005, 0.004),
                 .level = random.logUniform (0.02, 0.3) },
               random);
}

void addTriangle (Signal& out, SynthesisRandom& random)
{
    const double decay =
        random.chance (0.3) ? random.logUniform (0.02, 0.06) : random.logUniform (0.25, 1.5); // held or free
    addBar (out,
            { .ratios = triangleRatios,
              .hz = random.logUniform (1200.0, 3500.0),
              .decay = decay,
              .damping = random.uniform (0.0, 0.3),
              .brightness = random.uniform (0.6, 1.3),
              .detune = 0.1 },
            random);
    addStroke (out, { .lowHz = 5000.0, .highHz = 16000.0, .decay = 0.001, .level = random.logUniform (0.02, 0.2) }, random);
}

/** Tins, pipes, pans, barrels, hubcaps, rails. */
void addJunk (Signal& out, SynthesisRandom& random)
{
    const double lowHz = random.logUniform (130.0, 1400.0);
    addPlate (out,
              { .modes = 8 + 4 * random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0 }),
                .lowHz = lowHz,
                .highHz = random.logUniform (5000.0, 13000.0),
                .crowding = random.uniform (0.0, 0.5),
                .decay = random.logUniform (0.02, 0.22),
                .damping = random.uniform (0.1, 0.8),
                .slope = random.uniform (-1.2, 0.0),
                .level = random.uniform (0.15, 0.35) },
              random);
    addStroke (out,
               { .lowHz = random.logUniform (500.0, 3000.0),
                 .highHz = random.logUniform (4000.0, 14000.0),
                 .decay = random.logUniform (0.001, 0.015),
                 .level = random.logUniform (0.02, 0.35) },
               random);
}
} // namespace

void renderStruckMetal (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 2.0, 2.0, 1.0, 4.0 }))
    {
        case 0: addCowbell (out, random); break;
        case 1: addBell (out, random); break;
        case 2: addTriangle (out, random); break;
        default: addJunk (out, random); break;
    }
}
} // namespace stochastick::drums
