#include "Editor/WaveformSummary.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
WaveformColumn columnOf (const std::vector<float>& samples, std::size_t first, std::size_t last)
{
    WaveformColumn column { samples[first], samples[first], 0.0f };

    for (auto i = first; i < last; ++i)
    {
        column.low = std::min (column.low, samples[i]);
        column.high = std::max (column.high, samples[i]);
        column.rms += samples[i] * samples[i];
    }

    column.rms = std::sqrt (column.rms / static_cast<float> (last - first));
    return column;
}
} // namespace

std::vector<WaveformColumn> summarised (const std::vector<float>& samples, int columns)
{
    std::vector<WaveformColumn> summary;

    if (samples.empty() || columns < 1)
        return summary;

    const auto count = static_cast<std::size_t> (columns);

    for (std::size_t i = 0; i < count; ++i)
    {
        const auto first = std::min (samples.size() * i / count, samples.size() - 1);
        const auto last = std::clamp (samples.size() * (i + 1) / count + 1, first + 1, samples.size()); // columns touch
        summary.push_back (columnOf (samples, first, last));
    }

    return summary;
}

float heightOf (float amplitude, float peak, LevelScale scale)
{
    if (! (peak > 0.0f))
        return 0.0f;

    const auto relative = std::clamp (amplitude / peak, -1.0f, 1.0f);

    if (scale == LevelScale::linear)
        return relative;

    const auto decibels = 20.0f * std::log10 (std::max (std::abs (relative), 1e-6f));
    return std::copysign (std::max (0.0f, 1.0f + decibels / shownRangeDb), relative);
}
} // namespace stochastick
