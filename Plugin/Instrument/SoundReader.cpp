#include "Instrument/SoundReader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr int fractionBits = 32;
constexpr std::uint64_t oneSample = std::uint64_t { 1 } << fractionBits;
constexpr std::int64_t mostSamples = std::int64_t { 1 } << 31;
} // namespace

void SoundReader::start (const SoundZone& zone, double ratio, std::int64_t firstSample, const SincTables& tables) noexcept
{
    samples = zone.samples.data();
    sampleCount = std::min (static_cast<std::int64_t> (zone.samples.size()), mostSamples);
    sampleRate = zone.sampleRate;
    step = static_cast<std::uint64_t> (std::llround (std::clamp (ratio, 1e-6, 1e6) * static_cast<double> (oneSample)));
    table = step == oneSample ? nullptr : &tables.forRatio (ratio);

    const auto ringing = table != nullptr && firstSample < sampleCount ? table->tapCount() / 2 : 0;
    position = static_cast<std::uint64_t> (std::min (firstSample, sampleCount)) << fractionBits;
    end = static_cast<std::uint64_t> (sampleCount + ringing) << fractionBits;
}

int SoundReader::read (float* output, int frames) noexcept
{
    const auto left = ended() ? 0 : (end - position + step - 1) / step;
    const auto count = static_cast<int> (std::min (left, static_cast<std::uint64_t> (frames)));

    if (table == nullptr)
    {
        std::copy_n (samples + (position >> fractionBits), count, output);
        position += static_cast<std::uint64_t> (count) << fractionBits;
    }
    else
    {
        std::generate_n (output, count, [this] { return next(); });
    }

    std::fill (output + count, output + frames, 0.0f);
    return count;
}

float SoundReader::next() noexcept
{
    const auto taps = table->tapCount();
    const auto first = static_cast<std::int64_t> (position >> fractionBits) - taps / 2 + 1;
    const auto fraction = static_cast<std::uint32_t> (position & (oneSample - 1));
    position += step;

    if (first >= 0 && first + taps <= sampleCount)
        return table->between (samples + first, fraction);

    std::array<float, SincTable::largestTapCount> window;

    for (int tap = 0; tap < taps; ++tap)
        window[static_cast<std::size_t> (tap)] = first + tap >= 0 && first + tap < sampleCount ? samples[first + tap] : 0.0f;

    return table->between (window.data(), fraction);
}

double SoundReader::seconds() const noexcept
{
    return static_cast<double> (position) / static_cast<double> (oneSample) / sampleRate;
}
} // namespace stochastick
