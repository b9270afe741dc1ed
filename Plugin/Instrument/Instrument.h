#pragma once

#include "Instrument/EventQueue.h"
#include "Instrument/VoicePool.h"

#include <span>

namespace stochastick
{
/** A seventeenth pad for what is on none: no note and no solo reaches it, and a hit ends the one before it. */
inline constexpr int auditionPad = padCount;

/** Two channels of the host; both are null where it gave no such bus, and what goes there is played on the first. */
struct StereoBus
{
    float* left = nullptr;
    float* right = nullptr;
};

/** Sixteen pads that play sounds on eight stereo buses. Plain C++: knows nothing of host, tensors or files.
    What is heard depends on events and settings and their times alone, to the last bit, not on the sizes of the blocks. */
class Instrument
{
public:
    Instrument() = default;
    Instrument (const Instrument&) = delete;
    Instrument& operator= (const Instrument&) = delete;

    /** Before playing and whenever the rate changes, never beside render(). Allocates. Ends all that sounds; sounds and
        settings stay. Blocks may be larger later on all the same. */
    void prepare (double sampleRate, int largestBlock);

    // Audio thread: none of these waits, allocates, frees, locks or throws.

    /** Silence at once, as at a jump of the transport. Zones take their turns from the first one again, so that what is
        played next sounds the same each time. */
    void reset() noexcept;

    /** Is heard from the next render() on. */
    void setPad (int pad, const PadSettings& newSettings) noexcept;

    // Frames are offsets within the block of the next render(); one beyond its end is kept for the block after it.

    /** @param velocity  0…1; 0 is a note off */
    void noteOn (int note, float velocity, int frame) noexcept;
    void noteOff (int note, int frame) noexcept;

    /** As an audition from the editor: no note off ends it. */
    void hitPad (int pad, float velocity, int frame) noexcept;

    /** Ends all that a note off would end, on whatever key the pads are by now. */
    void allNotesOff (int frame) noexcept;

    /** What sounds at that frame fades out in 5 ms. */
    void allSoundOff (int frame) noexcept;

    /** All of these whose frame has not come. */
    void forgetEvents() noexcept { events.clear(); }

    /** Overwrites the buffers, `frames` values in each. */
    void render (std::span<const StereoBus> buses, int frames) noexcept;

    // Message thread

    /** Null: the pad is empty. Hits that sound go on to their end with the old sound. */
    void setSound (int pad, std::shared_ptr<const PlayableSound> sound);

    /** Frees what the audio thread has done with: to be called a few times a second. */
    void collect();

    // Any thread

    int activeVoices() const noexcept { return shownVoices.load (std::memory_order_relaxed); }

    /** The velocity, 0…1, of the latest hit, which fades within a second: for lights. */
    float padActivity (int pad) const noexcept;

    /** Seconds into the sound of the pad's latest hit; −1 when none plays. */
    double playPosition (int pad) const noexcept;

private:
    struct Pad
    {
        PadSettings settings {};
        PadStrip strip {};
        StripChunk chunk {};
        SoundSlot slot {};
        float light = 0.0f;
        std::atomic<float> shownLight { 0.0f };
        std::atomic<double> shownPosition { -1.0 };
    };

    static bool isPad (int pad) noexcept { return pad >= 0 && pad <= auditionPad; }
    Pad& padAt (int pad) noexcept { return pads[static_cast<std::size_t> (pad)]; }
    const Pad& padAt (int pad) const noexcept { return pads[static_cast<std::size_t> (pad)]; }

    void takeChanges() noexcept;
    void happen (const InstrumentEvent& event) noexcept;
    void startNote (int note, float velocity) noexcept;
    void endNotes (int lowest, int highest) noexcept;
    void startHit (int pad, int note, float velocity) noexcept;
    void choke (int pad) noexcept;
    void renderChunk (std::span<const StereoBus> buses, int start, int frames) noexcept;
    void show (int frames) noexcept;

    double rate = 0.0; ///< Hz; 0: not prepared
    const SincTables* tables = nullptr;
    std::array<Pad, auditionPad + 1> pads {};
    VoicePool voices {};
    EventQueue events {};
    bool settingsChanged = true;
    std::uint64_t hitCount = 0;
    std::atomic<int> shownVoices { 0 };
};
} // namespace stochastick
