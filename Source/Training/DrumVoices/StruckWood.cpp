#include "Training/DrumVoices/Bodies.h"
#include "Training/DrumVoices/Voices.h"

#include <array>

namespace stochastick::drums
{
namespace
{
constexpr std::array<double, 3> barRatios { 1.0, 2.756, 5.404 }; // a free bar, Fletcher & Rossing §2.15
constexpr std::array<double, 4> blockRatios { 1.0, 1.48, 2.42, 3.6 };

void addKnock (Signal& out, double hz, double level, SynthesisRandom& random)
{
    addStroke (out, { .lowHz = hz, .highHz = 6.0 * hz, .decay = random.logUniform (0.0006, 0.004), .level = level }, random);
}

void addClaves (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (1500.0, 3200.0);
    addBar (out,
            { .ratios = barRatios,
              .hz = hz,
              .decay = random.logUniform (0.008, 0.045),
              .damping = 1.0,
              .brightness = random.uniform (0.2, 0.6) },
            random);
    addKnock (out, hz, random.logUniform (0.01, 0.15), random);
}

/** Wood and temple blocks: a resonant slit below the stick's knock. */
void addBlock (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (350.0, 1500.0);
    addBar (out,
            { .ratios = blockRatios,
              .hz = hz,
              .decay = random.logUniform (0.01, 0.06),
              .damping = random.uniform (0.5, 1.3),
              .brightness = random.uniform (0.15, 0.8),
              .detune = 0.1 },
            random);
    addKnock (out, hz, random.logUniform (0.02, 0.25), random);
}

/** Castanets: two shells that bounce. */
void addCastanets (Signal& out, SynthesisRandom& random)
{
    const double hz = random.logUniform (1000.0, 2800.0);
    const int bounces = 1 + random.pick ({ 2.0, 1.0, 1.0 });
    double delay = 0.0, level = 1.0;
    for (int bounce = 0; bounce < bounces; ++bounce)
    {
        const double decay = random.logUniform (0.003, 0.014);
        const double pitch = hz * random.uniform (0.96, 1.04);
        addTone (out, { .startHz = pitch, .endHz = pitch, .level = level, .envelope = { .decay = decay, .delay = delay } });
        addTone (out, { .startHz = 2.2 * pitch,
                        .endHz = 2.2 * pitch,
                        .level = 0.5 * level,
                        .envelope = { .decay = 0.6 * decay, .delay = delay } });
        delay += random.logUniform (0.012, 0.05);
        level *= random.uniform (0.4, 0.9);
    }
    addKnock (out, hz, 0.1, random);
}
} // namespace

void renderStruckWood (Signal& out, SynthesisRandom& random)
{
    switch (random.pick ({ 1.5, 3.0, 1.0 }))
    {
        case 0: addClaves (out, random); break;
        case 1: addBlock (out, random); break;
        default: addCastanets (out, random); break;
    }
}
} // namespace stochastick::drums
