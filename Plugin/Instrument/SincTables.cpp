#include "Instrument/SincTables.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
constexpr int phaseBits = 8;
constexpr std::size_t phases = 1u << phaseBits;
constexpr double tapsUnstretched = 32.0;
constexpr double kaiserBeta = 9.0; // stop band at −90 dB
constexpr int tablesPerOctave = 4, octaves = 3;
constexpr int lanes = 4;

/** Modified Bessel function of the first kind and order 0, by its power series; std::cyl_bessel_i is missing in libc++. */
double besselI0 (double x)
{
    double sum = 1.0, term = 1.0;

    for (int k = 1; term > 1e-17 * sum; ++k)
    {
        term *= x * x / (4.0 * k * k);
        sum += term;
    }

    return sum;
}

double kaiser (double place) // −1…1
{
    return std::abs (place) > 1.0 ? 0.0 : besselI0 (kaiserBeta * std::sqrt (1.0 - place * place)) / besselI0 (kaiserBeta);
}

double sinc (double x)
{
    return std::abs (x) < 1e-9 ? 1.0 : std::sin (std::numbers::pi * x) / (std::numbers::pi * x);
}

float sumOf (const float* values)
{
    return (values[0] + values[1]) + (values[2] + values[3]);
}
} // namespace

SincTable::SincTable (double stretch)
    : taps (lanes * static_cast<int> (std::ceil (tapsUnstretched * stretch / lanes - 1e-9))),
      rows ((phases + 1) * static_cast<std::size_t> (taps))
{
    for (std::size_t row = 0; row <= phases; ++row)
        fillRow (row, stretch);
}

void SincTable::fillRow (std::size_t row, double stretch)
{
    const auto fraction = static_cast<double> (row) / static_cast<double> (phases);
    const auto half = taps / 2;
    std::vector<double> values;
    double sum = 0.0;

    for (int tap = 0; tap < taps; ++tap)
    {
        const auto distance = tap - half + 1 - fraction;
        values.push_back (sinc (distance / stretch) * kaiser (distance / half));
        sum += values.back();
    }

    const auto first = rows.begin() + static_cast<std::ptrdiff_t> (row) * taps;
    std::transform (values.begin(), values.end(), first, [sum] (double value) { return static_cast<float> (value / sum); });
}

float SincTable::between (const float* window, std::uint32_t fraction) const noexcept
{
    constexpr int restBits = 32 - phaseBits;
    const auto* before = rows.data() + (fraction >> restBits) * static_cast<std::size_t> (taps);
    const auto* after = before + taps;
    float low[lanes] {}, high[lanes] {}; // apart so that the compiler may use vectors without reordering a sum

    for (int tap = 0; tap < taps; tap += lanes)
    {
#pragma GCC unroll 1 // unrolled, GCC 12 does it without vectors at -O3: four times slower
        for (int lane = 0; lane < lanes; ++lane)
        {
            low[lane] += window[tap + lane] * before[tap + lane];
            high[lane] += window[tap + lane] * after[tap + lane];
        }
    }

    const auto rest = static_cast<float> (fraction & ((1u << restBits) - 1u)) * (1.0f / static_cast<float> (1u << restBits));
    const auto lowSum = sumOf (low);

    return lowSum + rest * (sumOf (high) - lowSum);
}

SincTables::SincTables()
{
    for (int step = 0; step <= octaves * tablesPerOctave; ++step)
        tables.emplace_back (std::exp2 (static_cast<double> (step) / tablesPerOctave));
}

const SincTables& SincTables::shared()
{
    static const SincTables tables;
    return tables;
}

const SincTable& SincTables::forRatio (double ratio) const noexcept
{
    const auto step = std::ceil (tablesPerOctave * std::log2 (std::max (ratio, 1.0)) - 1e-6);

    return tables[static_cast<std::size_t> (std::clamp (step, 0.0, static_cast<double> (octaves * tablesPerOctave)))];
}
} // namespace stochastick
