#pragma once

#include <vector>

namespace stochastick
{
/** What one column of a picture shows of a waveform. Full scale is 1. */
struct WaveformColumn
{
    float low = 0.0f, high = 0.0f, rms = 0.0f;
};

/** @param columns  of the picture; none for a sound without samples. Any thread. */
std::vector<WaveformColumn> summarised (const std::vector<float>& samples, int columns);

/** How amplitudes become heights. */
enum class LevelScale
{
    linear,
    decibels ///< 60 dB below the peak is the middle
};

/** −1…1 of an amplitude. @param peak  that is shown as 1 */
float heightOf (float amplitude, float peak, LevelScale scale);

inline constexpr float shownRangeDb = 60.0f;
} // namespace stochastick
