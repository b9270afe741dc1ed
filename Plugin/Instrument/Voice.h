#pragma once

#include "Instrument/Envelope.h"
#include "Instrument/LowPass.h"
#include "Instrument/PadStrip.h"
#include "Instrument/SoundReader.h"
#include "Instrument/SoundSlot.h"

#include <cstdint>

namespace stochastick
{
/** One hit of a pad while it sounds. Audio thread. */
class Voice
{
public:
    /** What a voice remembers of its beginning. */
    struct Hit
    {
        int pad = 0;
        int note = -1; ///< −1: no note off can end it
        float velocity = 1.0f;
        std::uint64_t number = 0; ///< hits are counted
    };

    void start (const Hit& newHit, const PadSettings& settings, LoadedSound& newSound, const SoundZone& zone,
                double sampleRate, const SincTables& tables) noexcept;

    void fadeOut (double seconds) noexcept { envelope.release (seconds * rate); }

    /** Fades out in 2 ms and no longer counts as one of those that play. */
    void giveWay() noexcept;

    /** Adds to the buffers. */
    void render (const StripChunk& strip, float* left, float* right, int frames) noexcept;

    /** Silence at once. */
    void stop() noexcept;

    bool sounds() const noexcept { return sound != nullptr; }
    bool counts() const noexcept { return sounds() && ! givesWay; }
    bool isYoung() const noexcept;
    const Hit& origin() const noexcept { return hit; }
    float recentLevel() const noexcept { return level; }
    double position() const noexcept { return reader.seconds(); }
    bool endsWithNote() const noexcept { return ! oneShot; }
    int chokeGroup() const noexcept { return group; }
    int bus() const noexcept { return outputBus; }

private:
    void filter (float* samples, int frames, int ofSound, const StripChunk& strip) noexcept;

    Hit hit {};
    LoadedSound* sound = nullptr; ///< null: silent, free
    SoundReader reader {};
    LowPass lowPass {};
    Envelope envelope {};
    double rate = 44100.0; ///< Hz, what is heard
    double age = 0.0;      ///< frames
    float gain = 1.0f;
    float level = 0.0f, levelFall = 1.0f;
    bool oneShot = true, givesWay = false;
    int group = 0, outputBus = 0;
};
} // namespace stochastick
