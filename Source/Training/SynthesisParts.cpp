#include "Training/SynthesisParts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace stochastick::drums
{
namespace
{
constexpr double silence = 1.0e-5; // −100 dB

/** e^(−1/(seconds·rate)): what a decay is multiplied by from one sample to the next. */
double decayFactor (double seconds)
{
    return seconds > 0.0 ? std::exp (-1.0 / (seconds * synthesisRate)) : 0.0;
}

/** sin(2π·turns) for turns in [0, 1]: Taylor's series to x¹¹, wrong by 6e-8 at most. */
double sineOfTurns (double turns)
{
    double y = 0.5 - turns;
    if (y > 0.25)
        y = 0.5 - y;
    else if (y < -0.25)
        y = -0.5 - y;
    const double x = 2.0 * std::numbers::pi * y;
    const double q = x * x;
    return x * (1.0 + q * (-1.0 / 6 + q * (1.0 / 120 + q * (-1.0 / 5040 + q * (1.0 / 362880 - q / 39916800)))));
}

double wrapped (double turns)
{
    return turns - std::floor (turns);
}

double stepCorrection (double turns, double increment)
{
    if (turns < increment)
    {
        const double x = turns / increment - 1.0;
        return -x * x;
    }
    if (turns > 1.0 - increment)
    {
        const double x = (turns - 1.0) / increment + 1.0;
        return x * x;
    }
    return 0.0;
}

double squareOfTurns (double turns, double increment)
{
    const double opposite = turns < 0.5 ? turns + 0.5 : turns - 0.5;
    return (turns < 0.5 ? 1.0 : -1.0) + stepCorrection (turns, increment) - stepCorrection (opposite, increment);
}

double waveOfTurns (Wave wave, double turns, double increment)
{
    switch (wave)
    {
        case Wave::triangle: return 1.0 - 4.0 * std::abs (wrapped (turns + 0.25) - 0.5);
        case Wave::square: return squareOfTurns (turns, increment);
        case Wave::sine: break;
    }
    return sineOfTurns (turns);
}

constexpr std::size_t partialsAtOnce = 8;

/** Each partial is a two-pole resonator that rings freely: y[n] = 2r·cos(w)·y[n−1] − r²·y[n−2]. */
struct PartialGroup
{
    std::array<double, partialsAtOnce> now {}, before {}, feed {}, loss {};

    void set (std::size_t k, const Partial& partial)
    {
        const double w = 2.0 * std::numbers::pi * partial.hz / synthesisRate;
        const double start = 2.0 * std::numbers::pi * partial.phase;
        const double r = decayFactor (partial.decay);
        feed[k] = 2.0 * r * std::cos (w);
        loss[k] = r * r;
        now[k] = partial.level * std::sin (start - w) / r;
        before[k] = partial.level * std::sin (start - 2.0 * w) / (r * r);
    }

    double next()
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < partialsAtOnce; ++k)
        {
            const double y = feed[k] * now[k] - loss[k] * before[k] + antiDenormal;
            before[k] = now[k];
            now[k] = y;
            sum += y;
        }
        return sum;
    }
};

/** A slow rise is the difference of two decays: e^(−t/d)·(1 − e^(−t/a)). */
void splitRises (std::vector<Partial>& partials)
{
    const std::size_t count = partials.size();
    for (std::size_t i = 0; i < count; ++i)
    {
        Partial partial = partials[i];
        if (partial.rise <= 0.0)
            continue;
        partial.level = -partial.level;
        partial.decay = partial.decay * partial.rise / (partial.decay + partial.rise);
        partials.push_back (partial);
    }
}

/** Impulses of random height, each smeared into a short burst of noise. */
Signal collisions (const Grains& grains, std::size_t length, SynthesisRandom noise)
{
    Signal layer (length);
    EnvelopeWalk walk (grains.envelope);
    const double probability = grains.perSecond / synthesisRate;
    const double fall = decayFactor (grains.grainDecay);
    double excitation = grains.envelope.attack + grains.envelope.delay < 0.002 ? 1.0 : 0.0; // a struck one starts at once
    for (double& sample : layer)
    {
        const double height = walk.next();
        if (noise.chance (probability))
            excitation += height * noise.uniform();
        sample = excitation * noise.normal();
        excitation *= fall;
    }
    return layer;
}

double loudestBlockRms (const Signal& signal)
{
    constexpr std::size_t block = 441;
    double loudest = 0.0;
    for (std::size_t start = 0; start < signal.size(); start += block)
    {
        double sum = 0.0;
        for (std::size_t i = start; i < std::min (start + block, signal.size()); ++i)
            sum += signal[i] * signal[i];
        loudest = std::max (loudest, sum);
    }
    return std::sqrt (loudest / block);
}
} // namespace

EnvelopeWalk::EnvelopeWalk (const Envelope& envelope)
    : fast (1.0 - envelope.tailLevel),
      slow (envelope.tailLevel),
      fastFactor (decayFactor (envelope.decay)),
      slowFactor (decayFactor (envelope.tailDecay)),
      rampStep (1.0 / std::max (1.0, envelope.attack * synthesisRate)),
      delaySamples (std::lround (envelope.delay * synthesisRate)),
      heldSamples (std::lround ((envelope.attack + envelope.hold) * synthesisRate))
{
}

double EnvelopeWalk::next()
{
    if (delaySamples > 0)
    {
        --delaySamples;
        return 0.0;
    }
    ramp = std::min (1.0, ramp + rampStep);
    const double value = ramp * (fast + slow);
    if (heldSamples > 0)
    {
        --heldSamples;
        return value;
    }
    fast *= fastFactor;
    slow *= slowFactor;
    return value;
}

std::size_t EnvelopeWalk::length (const Envelope& envelope, std::size_t limit)
{
    const double slowest = envelope.tailLevel > 0.0 ? std::max (envelope.decay, envelope.tailDecay) : envelope.decay;
    const double seconds = envelope.delay + envelope.attack + envelope.hold - std::log (silence) * slowest;
    return std::min (limit, static_cast<std::size_t> (seconds * synthesisRate) + 1);
}

void addTone (Signal& out, const Tone& tone)
{
    EnvelopeWalk walk (tone.envelope);
    const double settle = decayFactor (tone.sweep);
    double extraHz = tone.startHz - tone.endHz;
    double turns = wrapped (tone.phase);
    const std::size_t length = EnvelopeWalk::length (tone.envelope, out.size());
    for (std::size_t i = 0; i < length; ++i)
    {
        const double increment = std::min (0.45, (tone.endHz + extraHz) / synthesisRate);
        out[i] += tone.level * walk.next() * waveOfTurns (tone.wave, turns, increment);
        turns += increment;
        if (turns >= 1.0)
            turns -= 1.0;
        extraHz *= settle;
    }
}

void addFmTone (Signal& out, const FmTone& tone)
{
    EnvelopeWalk walk (tone.envelope);
    const double carrierStep = tone.carrierHz / synthesisRate;
    const double modulatorStep = carrierStep * tone.ratio;
    const double fall = decayFactor (tone.indexDecay);
    const double feedback = tone.feedback / (2.0 * std::numbers::pi);
    double index = tone.index / (2.0 * std::numbers::pi);
    double carrier = 0.0, modulator = 0.0, modulation = 0.0;
    const std::size_t length = EnvelopeWalk::length (tone.envelope, out.size());
    for (std::size_t i = 0; i < length; ++i)
    {
        modulation = sineOfTurns (wrapped (modulator + feedback * modulation));
        out[i] += tone.level * walk.next() * sineOfTurns (wrapped (carrier + index * modulation));
        carrier = wrapped (carrier + carrierStep);
        modulator = wrapped (modulator + modulatorStep);
        index *= fall;
    }
}

void addPartials (Signal& out, std::vector<Partial> partials)
{
    std::erase_if (partials, [] (const Partial& p) { return p.hz < 20.0 || p.hz > 20000.0; });
    splitRises (partials);
    std::stable_sort (partials.begin(), partials.end(),
                      [] (const Partial& a, const Partial& b) { return a.decay > b.decay; });
    for (std::size_t first = 0; first < partials.size(); first += partialsAtOnce)
    {
        PartialGroup group;
        for (std::size_t k = 0; k < partialsAtOnce && first + k < partials.size(); ++k)
            group.set (k, partials[first + k]);
        const std::size_t length = EnvelopeWalk::length ({ .decay = partials[first].decay }, out.size());
        for (std::size_t i = 0; i < length; ++i)
            out[i] += group.next();
    }
}

void addNoise (Signal& out, const NoiseBand& band, SynthesisRandom& random)
{
    SynthesisRandom noise = random.fork();
    Signal layer (EnvelopeWalk::length (band.envelope, out.size()));
    for (double& sample : layer)
        sample = noise.normal();
    if (band.lowHz > 0.0)
        highPass (layer, band.lowHz, band.order);
    if (band.highHz > 0.0)
        lowPass (layer, band.highHz, band.order);
    const double rms = std::sqrt (energy (layer) / static_cast<double> (layer.size()));
    EnvelopeWalk walk (band.envelope);
    for (double& sample : layer)
        sample *= walk.next();
    mix (out, layer, band.level / std::max (rms, silence));
}

void addGrains (Signal& out, const Grains& grains, SynthesisRandom& random)
{
    Signal layer = collisions (grains, EnvelopeWalk::length (grains.envelope, out.size()), random.fork());
    Signal second = grains.secondResonanceHz > 0.0 ? layer : Signal();
    resonate (layer, grains.resonanceHz, grains.q);
    resonate (second, grains.secondResonanceHz, grains.q);
    mix (layer, second);
    mix (out, layer, grains.level / std::max (loudestBlockRms (layer), silence));
}

void mix (Signal& out, const Signal& layer, double gain)
{
    const std::size_t length = std::min (out.size(), layer.size());
    for (std::size_t i = 0; i < length; ++i)
        out[i] += gain * layer[i];
}

double largestMagnitude (const Signal& signal)
{
    double largest = 0.0;
    for (const double sample : signal)
        largest = std::max (largest, std::abs (sample));
    return largest;
}

double energy (const Signal& signal)
{
    return std::inner_product (signal.begin(), signal.end(), signal.begin(), 0.0);
}
} // namespace stochastick::drums
