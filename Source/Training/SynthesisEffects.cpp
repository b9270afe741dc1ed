#include "Training/SynthesisEffects.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick::drums
{
namespace
{
double softClip (double x)
{
    return x / std::sqrt (1.0 + x * x);
}

/** A straight line that bends into ±1 along a cubic. */
double cornerClip (double x)
{
    const double y = std::clamp (x, -1.5, 1.5);
    return y - y * y * y * (4.0 / 27.0);
}

Signal earlyReflections (const Signal& dry, const Room& room, SynthesisRandom& random)
{
    Signal wet (dry.size());
    const int taps = 3 + random.pick ({ 1, 1, 1, 1, 1, 1 });
    for (int tap = 0; tap < taps; ++tap)
    {
        const double seconds = room.size * random.uniform (0.15, 1.0);
        const auto delay = static_cast<std::size_t> (seconds * synthesisRate);
        const double distance = random.uniform (0.3, 1.0) / (1.0 + seconds / room.size);
        const double gain = random.chance (0.3) ? -distance : distance;
        for (std::size_t i = delay; i < dry.size(); ++i)
            wet[i] += gain * dry[i - delay];
    }
    return wet;
}

/** A feedback delay with a one-pole low-pass in its loop. */
void addComb (Signal& out, const Signal& in, std::size_t delay, double gain, double damping)
{
    Signal line (delay);
    std::size_t position = 0;
    double dull = 0.0;
    for (std::size_t i = 0; i < in.size(); ++i)
    {
        const double late = line[position];
        dull += (1.0 - damping) * (late - dull);
        line[position] = in[i] + gain * dull + antiDenormal;
        position = position + 1 == delay ? 0 : position + 1;
        out[i] += late;
    }
}

void allPass (Signal& signal, std::size_t delay, double gain)
{
    Signal line (delay);
    std::size_t position = 0;
    for (double& sample : signal)
    {
        const double in = sample + gain * line[position] + antiDenormal;
        sample = line[position] - gain * in;
        line[position] = in;
        position = position + 1 == delay ? 0 : position + 1;
    }
}

Signal lateTail (const Signal& early, const Room& room, SynthesisRandom& random)
{
    Signal tail (early.size());
    constexpr std::array<double, 4> spacing { 1.0, 1.23, 1.41, 1.67 };
    const double shortest = 0.008 + 0.7 * room.size;
    for (const double ratio : spacing)
    {
        const double seconds = shortest * ratio * random.uniform (0.95, 1.05);
        const double gain = std::pow (10.0, -3.0 * seconds / room.decay);
        addComb (tail, early, static_cast<std::size_t> (seconds * synthesisRate), gain, 0.3);
    }
    allPass (tail, 221, 0.6);
    allPass (tail, 75, 0.6);
    return tail;
}

void soften (Signal& signal, SynthesisRandom& random)
{
    const double corner = random.logUniform (800.0, 6000.0);
    highShelf (signal, corner, random.uniform (-15.0, -3.0));
}

void drive (Signal& signal, SynthesisRandom& random)
{
    saturate (signal, { .drive = random.logUniform (0.7, 5.0),
                        .asymmetry = random.chance (0.4) ? random.uniform (0.05, 0.4) : 0.0,
                        .hard = random.chance (0.3) });
}

void age (Signal& signal, SynthesisRandom& random)
{
    if (random.chance (0.35))
    {
        lowPass (signal, random.logUniform (6000.0, 14000.0), 4);
        return;
    }
    const int bits = 8 + random.pick ({ 2, 1, 1, 1, 3 });
    crush (signal, bits, random.logUniform (16000.0, 44100.0));
    lowPass (signal, random.logUniform (9000.0, 20000.0), 2);
}
} // namespace

void saturate (Signal& signal, const Saturation& saturation)
{
    const double largest = largestMagnitude (signal);
    if (largest <= 0.0)
        return;
    const double gain = saturation.drive / largest;
    const double rest = saturation.hard ? cornerClip (saturation.asymmetry) : softClip (saturation.asymmetry);
    for (double& sample : signal)
    {
        const double x = gain * sample + saturation.asymmetry;
        sample = (saturation.hard ? cornerClip (x) : softClip (x)) - rest;
    }
}

void addRoom (Signal& signal, const Room& room, SynthesisRandom& random)
{
    Signal wet = earlyReflections (signal, room, random);
    if (room.decay > 0.0)
        mix (wet, lateTail (wet, room, random), 0.5);
    lowPass (wet, room.darkHz);
    highPass (wet, 90.0);
    const double wetEnergy = energy (wet);
    if (wetEnergy > 0.0)
        mix (signal, wet, room.level * std::sqrt (energy (signal) / wetEnergy));
}

void crush (Signal& signal, int bits, double rateHz)
{
    const double largest = largestMagnitude (signal);
    if (largest <= 0.0)
        return;
    const double steps = std::ldexp (1.0, bits - 1) / largest;
    double held = 0.0, clock = 1.0;
    for (double& sample : signal)
    {
        if (clock >= 1.0)
        {
            clock -= 1.0;
            held = std::round (sample * steps) / steps;
        }
        clock += rateHz / synthesisRate;
        sample = held;
    }
}

void colour (Signal& signal, const Colouring& colouring, SynthesisRandom& random)
{
    if (random.chance (colouring.softChance))
        soften (signal, random);
    if (random.chance (colouring.driveChance))
        drive (signal, random);
    if (random.chance (0.6))
    {
        const double pivot = random.logUniform (500.0, 3000.0);
        tilt (signal, pivot, random.uniform (-colouring.tiltDecibels, colouring.tiltDecibels));
    }
    if (random.chance (colouring.roomChance))
        addRoom (signal,
                 { .size = random.logUniform (0.004, 0.035),
                   .decay = random.chance (0.6) ? random.logUniform (0.08, 0.7) : 0.0,
                   .level = colouring.roomLevel * random.logUniform (0.08, 1.0),
                   .darkHz = random.logUniform (3000.0, 14000.0) },
                 random);
    if (random.chance (colouring.vintageChance))
        age (signal, random);
}
} // namespace stochastick::drums
