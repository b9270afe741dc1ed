#pragma once

#include "Instrument/PadSettings.h"
#include "Instrument/Ramp.h"

#include <array>

namespace stochastick
{
/** Frames that are computed at a time; how a block falls into such pieces changes no bit of what is heard. */
inline constexpr int chunkFrames = 64;

/** What the voices of a pad have in common, frame by frame. */
struct StripChunk
{
    std::array<float, chunkFrames> left {}, right {}; ///< amplitudes
    std::array<float, chunkFrames> filtered {};       ///< 0: not filtered, 1: filtered, between them a mixture
    std::array<double, chunkFrames> warped {};        ///< tan (π · cutoff / sample rate)
    bool anyFiltered = false, cutoffMoves = false;
};

/** A pad's level, pan and cutoff on their way to where the settings want them. Audio thread. */
class PadStrip
{
public:
    void prepare (double sampleRate) noexcept;

    void aim (const PadSettings& settings, bool silenced) noexcept;

    /** Ends all movement: to be called at the first hit after silence. */
    void arrive() noexcept;

    void read (StripChunk& chunk, int frames) noexcept;

private:
    double warpedCutoff() const noexcept;

    double rate = 44100.0;
    Ramp left, right, filtered;
    Ramp cutoff; ///< log2 of Hz
};
} // namespace stochastick
