#include "Training/DrumVoices/Bodies.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick::drums
{
namespace
{
constexpr std::array<double, 12> membraneRatios { 1.0,   1.594, 2.136, 2.296, 2.653, 2.918,
                                                  3.156, 3.501, 3.600, 3.652, 4.060, 4.154 };

constexpr std::array<double, 6> squareHz { 205.3, 304.4, 369.6, 522.7, 540.0, 800.0 };

/** Brings a layer to the given RMS over its loudest stretch of 20 ms. */
void level (Signal& layer, double rms)
{
    constexpr std::size_t block = 882;
    double loudest = 0.0;
    for (std::size_t start = 0; start + block <= layer.size(); start += block)
    {
        double sum = 0.0;
        for (std::size_t i = start; i < start + block; ++i)
            sum += layer[i] * layer[i];
        loudest = std::max (loudest, sum);
    }
    if (loudest <= 0.0)
        return;
    const double gain = rms * std::sqrt (block / loudest);
    for (double& sample : layer)
        sample *= gain;
}

/** Applies an envelope to a layer that was filtered at a constant level, and mixes it at that RMS. */
void mixShaped (Signal& out, Signal& layer, double rms, const Envelope& envelope)
{
    const double now = std::sqrt (energy (layer) / static_cast<double> (layer.size()));
    EnvelopeWalk walk (envelope);
    for (double& sample : layer)
        sample *= walk.next();
    mix (out, layer, rms / std::max (now, 1.0e-9));
}
} // namespace

void addMembrane (Signal& out, const Membrane& membrane, SynthesisRandom& random)
{
    const int count = std::min (membrane.modes, static_cast<int> (membraneRatios.size()));
    const double stretch = random.uniform (2.0, 5.5); // of the decay's second stage
    for (int mode = 0; mode < count; ++mode)
    {
        const double ideal = membraneRatios[static_cast<std::size_t> (mode)];
        const double ratio = mode == 0 ? 1.0 : ideal * random.uniform (0.97, 1.03);
        const double hz = membrane.hz * ratio;
        const double decay =
            membrane.decay * std::pow (ratio, -membrane.damping) * (mode == 0 ? 1.0 : random.uniform (0.6, 1.5));
        const double weight = std::pow (std::max (membrane.brightness, 0.01), std::log (ratio) / std::log (1.594));
        addTone (out, { .startHz = hz * (1.0 + membrane.bend),
                        .endHz = hz,
                        .sweep = membrane.bendSeconds,
                        .level = membrane.level * weight * (mode == 0 ? 1.0 : random.uniform (0.2, 1.0)),
                        .phase = mode == 0 ? random.uniform (0.0, 0.1) : random.uniform(),
                        .envelope = { .decay = decay, .tailDecay = stretch * decay, .tailLevel = membrane.tailLevel } });
    }
}

void addBar (Signal& out, const Bar& bar, SynthesisRandom& random)
{
    std::vector<Partial> partials;
    for (const double ideal : bar.ratios)
    {
        const double ratio = ideal * (1.0 + bar.detune * random.uniform (-1.0, 1.0));
        const double octaves = std::max (0.0, std::log2 (ratio));
        const double strength = std::pow (bar.brightness, octaves) * random.uniform (0.5, 1.0);
        partials.push_back ({ .hz = bar.hz * ratio,
                              .level = bar.level * strength,
                              .decay = bar.decay * std::pow (ratio, -bar.damping),
                              .phase = random.uniform (0.0, 0.25) });
    }
    addPartials (out, partials);
}

void addPlate (Signal& out, const Plate& plate, SynthesisRandom& random)
{
    std::vector<Partial> partials;
    for (int mode = 0; mode < plate.modes; ++mode)
    {
        const double place = (mode + random.uniform()) / plate.modes;
        const double even = plate.lowHz + (plate.highHz - plate.lowHz) * place;
        const double octaves = plate.lowHz * std::pow (plate.highHz / plate.lowHz, place);
        const double hz = octaves + plate.crowding * (even - octaves);
        const double ratio = hz / plate.lowHz;
        partials.push_back ({ .hz = hz,
                              .level = std::pow (ratio, plate.slope) * random.logUniform (0.2, 1.0),
                              .decay = plate.decay * std::pow (ratio, -plate.damping) * random.logUniform (0.6, 1.7),
                              .phase = random.uniform(),
                              .rise = plate.rise * place });
    }
    Signal layer (out.size());
    addPartials (layer, partials);
    level (layer, plate.level);
    mix (out, layer);
}

void addSquares (Signal& out, const Squares& squares, SynthesisRandom& random)
{
    Signal layer (EnvelopeWalk::length (squares.envelope, out.size()));
    for (const double original : squareHz)
    {
        const double hz = original * squares.scale * (1.0 + squares.detune * random.uniform (-1.0, 1.0));
        const Envelope steady { .decay = 1.0e6 };
        addTone (layer, { .startHz = hz, .endHz = hz, .phase = random.uniform(), .wave = Wave::square, .envelope = steady });
    }
    bandPass (layer, squares.lowHz, squares.highHz, squares.order);
    mixShaped (out, layer, squares.level, squares.envelope);
}

void addFmMetal (Signal& out, const FmMetal& metal, SynthesisRandom& random)
{
    Signal layer (EnvelopeWalk::length (metal.envelope, out.size()));
    for (int pair = 0; pair < metal.pairs; ++pair)
        addFmTone (layer, { .carrierHz = metal.baseHz * random.logUniform (1.0, 4.0),
                            .ratio = random.logUniform (1.1, 7.0),
                            .index = metal.index * random.uniform (0.5, 1.5),
                            .indexDecay = random.logUniform (0.1, 2.0),
                            .feedback = random.chance (0.5) ? random.uniform (0.2, 1.2) : 0.0,
                            .envelope = { .decay = 1.0e6 } });
    highPass (layer, metal.lowHz, 4);
    mixShaped (out, layer, metal.level, metal.envelope);
}

void addStroke (Signal& out, const Stroke& stroke, SynthesisRandom& random)
{
    addNoise (
        out,
        { .lowHz = stroke.lowHz, .highHz = stroke.highHz, .level = stroke.level, .envelope = { .decay = stroke.decay } },
        random);
}
} // namespace stochastick::drums
