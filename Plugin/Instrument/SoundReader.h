#pragma once

#include "Instrument/PlayableSound.h"
#include "Instrument/SincTables.h"

#include <cstdint>

namespace stochastick
{
/** Reads one zone at any speed. At the zone's own speed the samples come out as they are. Audio thread. */
class SoundReader
{
public:
    /** @param ratio  samples of the zone for each one read; @param firstSample  of the zone */
    void start (const SoundZone& zone, double ratio, std::int64_t firstSample, const SincTables& tables) noexcept;

    /** Writes all frames, silence after the end. Returns how many are the sound's. */
    int read (float* output, int frames) noexcept;

    bool ended() const noexcept { return position >= end; }

    /** Where it reads now, seconds from the zone's beginning. */
    double seconds() const noexcept;

private:
    float next() noexcept;

    const float* samples = nullptr;
    std::int64_t sampleCount = 0;
    double sampleRate = 44100.0;
    const SincTable* table = nullptr;              ///< null at the zone's own speed
    std::uint64_t position = 0, step = 0, end = 0; ///< in 2⁻³² samples: whatever the blocks, the same sums
};
} // namespace stochastick
