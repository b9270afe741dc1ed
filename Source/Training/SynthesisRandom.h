#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>

namespace stochastick::drums
{
/** The random numbers of one synthesised sound. std::mt19937_64 is fixed by the standard, the standard library's
    distributions are not, so the mappings are our own: the same seed gives the same draws with every compiler.

    Trap: C++ leaves the order of function arguments and of operands open. Draw at most once in an expression, or inside
    braces, where the language fixes the order. One thread at a time. */
class SynthesisRandom
{
public:
    explicit SynthesisRandom (std::uint64_t seed);

    double uniform();                            ///< [0, 1)
    double uniform (double low, double high);    ///< [low, high)
    double logUniform (double low, double high); ///< as many draws in each octave; 0 < low < high
    bool chance (double probability);
    int pick (std::initializer_list<double> weights); ///< an index, with a probability in proportion to its weight
    double normal();                                  ///< mean 0, variance 1 (Box & Muller 1958)

    /** A generator of its own for noise, so that a sound's length does not change the draws that follow. */
    SynthesisRandom fork();

private:
    std::mt19937_64 engine;
    double spareNormal = 0.0;
    bool hasSpareNormal = false;
};

/** Spreads (stream, seed) over all 64 bits, so that neighbouring seeds have nothing in common (splitmix64's finaliser,
    Steele, Lea & Flood 2014). One-to-one in the seed. */
std::uint64_t mixSeeds (std::uint64_t stream, std::uint64_t seed);
} // namespace stochastick::drums
