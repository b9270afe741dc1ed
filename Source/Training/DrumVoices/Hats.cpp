#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** Where the hat's energy starts and ends. */
struct HatBand
{
    double lowHz, highHz;
};

void addMachineHat (Signal& out, const HatBand& band, const Envelope& envelope, SynthesisRandom& random)
{
    addSquares (out,
                { .scale = random.logUniform (0.7, 2.0),
                  .detune = random.uniform (0.0, 0.15),
                  .lowHz = band.lowHz,
                  .highHz = band.highHz,
                  .order = random.chance (0.6) ? 4 : 2,
                  .level = random.uniform (0.2, 0.4),
                  .envelope = envelope },
                random);
}

void addFmHat (Signal& out, const HatBand& band, const Envelope& envelope, SynthesisRandom& random)
{
    addFmMetal (out,
                { .baseHz = random.logUniform (300.0, 2500.0),
                  .pairs = 2 + random.pick ({ 1.0, 1.0, 1.0 }),
                  .index = random.logUniform (1.5, 9.0),
                  .lowHz = band.lowHz,
                  .level = random.uniform (0.15, 0.4),
                  .envelope = envelope },
                random);
}

void addNoiseHat (Signal& out, const HatBand& band, const Envelope& envelope, SynthesisRandom& random)
{
    addNoise (out,
              { .lowHz = band.lowHz,
                .highHz = band.highHz,
                .order = random.chance (0.5) ? 4 : 2,
                .level = random.uniform (0.15, 0.35),
                .envelope = envelope },
              random);
}

/** Two bronze plates: many modes, and noise where they are too dense to tell apart. */
void addBronze (Signal& out, const HatBand& band, const Envelope& envelope, SynthesisRandom& random)
{
    const double decay = envelope.decay + envelope.tailLevel * (envelope.tailDecay - envelope.decay);
    addPlate (out,
              { .modes = 24 + 8 * random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0 }),
                .lowHz = random.logUniform (300.0, 1500.0),
                .highHz = random.uniform (9000.0, 17000.0),
                .crowding = random.uniform (0.4, 1.0),
                .decay = 1.3 * decay,
                .damping = random.uniform (0.0, 0.3),
                .slope = random.uniform (-0.3, 0.5),
                .level = random.uniform (0.1, 0.35) },
              random);
    HatBand wash = band;
    wash.lowHz *= random.uniform (0.4, 1.0);
    addNoiseHat (out, wash, envelope, random);
}

/** A chick of the plates' edges and, on real hats, a thud of the stand. */
void addContact (Signal& out, SynthesisRandom& random)
{
    if (random.chance (0.6))
        addStroke (out,
                   { .lowHz = random.logUniform (2000.0, 7000.0),
                     .highHz = random.logUniform (9000.0, 18000.0),
                     .decay = random.logUniform (0.0008, 0.006),
                     .level = random.uniform (0.05, 0.5) },
                   random);
    if (random.chance (0.6))
        addPartials (out, { { .hz = random.logUniform (160.0, 500.0),
                              .level = random.logUniform (0.01, 0.3),
                              .decay = random.logUniform (0.01, 0.05) },
                            { .hz = random.logUniform (400.0, 1500.0),
                              .level = random.logUniform (0.01, 0.15),
                              .decay = random.logUniform (0.01, 0.05) } });
}

void addHat (Signal& out, const HatBand& band, const Envelope& envelope, SynthesisRandom& random)
{
    switch (random.pick ({ 2.0, 1.5, 1.5, 4.0, 1.5 }))
    {
        case 0: addMachineHat (out, band, envelope, random); break;
        case 1: addFmHat (out, band, envelope, random); break;
        case 2: addNoiseHat (out, band, envelope, random); break;
        case 3: addBronze (out, band, envelope, random); break;
        default:
            addMachineHat (out, band, envelope, random);
            addNoiseHat (out, band, envelope, random);
            break;
    }
}

/** A foot or a finger stops the plates: the rest falls within a few milliseconds. */
void choke (Signal& out, double seconds, double fall)
{
    EnvelopeWalk walk ({ .decay = fall, .attack = 0.0, .hold = seconds });
    for (double& sample : out)
        sample *= walk.next();
}
} // namespace

void renderClosedHat (Signal& out, SynthesisRandom& random)
{
    const bool pedal = random.chance (0.2);
    const double decay = random.logUniform (0.012, 0.055);
    const Envelope envelope { .decay = decay,
                              .tailDecay = decay * random.uniform (1.5, 4.0),
                              .tailLevel = random.uniform (0.0, 0.35),
                              .attack = pedal ? random.logUniform (0.001, 0.008) : random.logUniform (0.0002, 0.001) };
    addHat (out, { .lowHz = random.logUniform (3000.0, 8500.0), .highHz = random.uniform (11000.0, 19500.0) }, envelope,
            random);
    addContact (out, random);
}

void renderOpenHat (Signal& out, SynthesisRandom& random)
{
    const double decay = random.logUniform (0.12, 0.42);
    const Envelope envelope { .decay = decay,
                              .tailDecay = decay * random.uniform (1.2, 2.5),
                              .tailLevel = random.uniform (0.0, 0.5),
                              .attack = random.logUniform (0.0002, 0.003) };
    addHat (out, { .lowHz = random.logUniform (1600.0, 6500.0), .highHz = random.uniform (8000.0, 17000.0) }, envelope,
            random);
    addContact (out, random);
    if (random.chance (0.15))
        choke (out, random.logUniform (0.18, 0.5), 0.012);
}
} // namespace stochastick::drums
