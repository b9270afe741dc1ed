#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

namespace stochastick::drums
{
namespace
{
/** The colour that the bursts of one clap share. */
struct Palm
{
    double lowHz, highHz;
};

Palm palmOf (SynthesisRandom& random)
{
    const double centre = random.logUniform (650.0, 2000.0);
    return { .lowHz = centre * random.uniform (0.35, 0.8), .highHz = centre * random.logUniform (1.8, 6.0) };
}

struct Burst
{
    double level = 1.0;
    Envelope envelope {};
};

void addBurst (Signal& out, const Palm& palm, const Burst& burst, SynthesisRandom& random)
{
    addNoise (out, { .lowHz = palm.lowHz, .highHz = palm.highHz, .level = burst.level, .envelope = burst.envelope }, random);
}

/** TR-808 and its heirs: a few saw-toothed bursts, the last of which rings like a room. */
void addMachineClap (Signal& out, SynthesisRandom& random)
{
    const Palm palm = palmOf (random);
    const int bursts = 2 + random.pick ({ 1.0, 2.0, 2.0, 1.0 });
    const double gap = random.logUniform (0.007, 0.016);
    const double decay = random.logUniform (0.0025, 0.007);
    double delay = 0.0;
    for (int burst = 0; burst < bursts; ++burst)
    {
        addBurst (out, palm,
                  { .level = random.uniform (0.7, 1.0), .envelope = { .decay = decay, .attack = 0.0003, .delay = delay } },
                  random);
        delay += gap * random.uniform (0.85, 1.15);
    }
    const double last = delay - 0.3 * gap;
    addBurst (
        out, palm,
        { .level = random.uniform (0.5, 1.0), .envelope = { .decay = random.logUniform (0.015, 0.07), .delay = last } },
        random);
    addBurst (out, palm,
              { .level = random.uniform (0.08, 0.45),
                .envelope = { .decay = random.logUniform (0.06, 0.2), .attack = 0.01, .delay = last } },
              random);
}

/** Several people, none of them quite together, each with another pair of hands. */
void addCrowd (Signal& out, SynthesisRandom& random)
{
    const int people = 3 + random.pick ({ 1.0, 1.0, 1.0, 1.0, 1.0 });
    const double spread = random.logUniform (0.008, 0.03);
    for (int person = 0; person < people; ++person)
    {
        const Palm palm = palmOf (random);
        const double delay = person == 0 ? 0.0 : spread * random.uniform (0.3, 1.0) * (1.0 + 0.15 * person);
        addBurst (out, palm,
                  { .level = random.uniform (0.3, 1.0),
                    .envelope = { .decay = random.logUniform (0.004, 0.022), .attack = 0.0005, .delay = delay } },
                  random);
    }
    const Palm walls = palmOf (random);
    addBurst (
        out, walls,
        { .level = random.uniform (0.05, 0.3), .envelope = { .decay = random.logUniform (0.05, 0.18), .attack = 0.012 } },
        random);
}

/** Two hands or two fingers, once. */
void addSnap (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (900.0, 3200.0);
    const double decay = random.logUniform (0.005, 0.025);
    addNoise (out,
              { .lowHz = 0.6 * hz, .highHz = hz * random.uniform (1.5, 4.0), .level = 0.4, .envelope = { .decay = decay } },
              random);
    addPartials (out, { { .hz = hz, .level = random.uniform (0.1, 0.8), .decay = 0.6 * decay } });
    if (random.chance (0.5)) // the skin slides before it strikes
        addStroke (out, { .lowHz = hz, .highHz = 4.0 * hz, .decay = 0.001, .level = 0.15 }, random);
    addNoise (out,
              { .lowHz = 0.5 * hz,
                .highHz = 3.0 * hz,
                .level = random.uniform (0.01, 0.06),
                .envelope = { .decay = random.logUniform (0.04, 0.15) } },
              random);
}
} // namespace

void renderClap (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 5.0, 3.2, 2.2 }))
    {
        case 0: addMachineClap (out, random); break;
        case 1: addCrowd (out, random); break;
        default: addSnap (out, random); break;
    }
}
} // namespace stochastick::drums
