#include "Training/SynthesisRandom.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace stochastick::drums
{
SynthesisRandom::SynthesisRandom (std::uint64_t seed)
    : engine (seed)
{
}

double SynthesisRandom::uniform()
{
    return static_cast<double> (engine() >> 11) * 0x1.0p-53;
}

double SynthesisRandom::uniform (double low, double high)
{
    return low + (high - low) * uniform();
}

double SynthesisRandom::logUniform (double low, double high)
{
    return low * std::exp (std::log (high / low) * uniform());
}

bool SynthesisRandom::chance (double probability)
{
    return uniform() < probability;
}

int SynthesisRandom::pick (std::initializer_list<double> weights)
{
    double rest = uniform() * std::accumulate (weights.begin(), weights.end(), 0.0);
    int index = 0;
    for (const double weight : weights)
    {
        rest -= weight;
        if (rest < 0.0)
            return index;
        ++index;
    }
    return index - 1;
}

double SynthesisRandom::normal()
{
    if (hasSpareNormal)
    {
        hasSpareNormal = false;
        return spareNormal;
    }
    const double radius = std::sqrt (-2.0 * std::log (1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spareNormal = radius * std::sin (angle);
    hasSpareNormal = true;
    return radius * std::cos (angle);
}

SynthesisRandom SynthesisRandom::fork()
{
    return SynthesisRandom (engine());
}

std::uint64_t mixSeeds (std::uint64_t stream, std::uint64_t seed)
{
    std::uint64_t z = seed + 0x9e3779b97f4a7c15u * (stream + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}
} // namespace stochastick::drums
