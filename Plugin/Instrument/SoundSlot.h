#pragma once

#include "Instrument/PlayableSound.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace stochastick
{
/** A sound in the hands of the audio thread. */
class LoadedSound
{
public:
    explicit LoadedSound (std::shared_ptr<const PlayableSound> playable);

    // Audio thread

    /** The zone whose turn it is, null if none holds the velocity (1…127). */
    const SoundZone* nextZone (int velocity) noexcept;

    /** The first zone's turn is next. */
    void restart() noexcept;

    void beginUse() noexcept { ++users; }
    void endUse() noexcept;
    void retire() noexcept;

    // Message thread

    bool isFinished() const noexcept { return finished.load (std::memory_order_acquire); }

private:
    void finishIfUnused() noexcept;

    std::shared_ptr<const PlayableSound> sound; ///< its count is the message thread's
    std::vector<std::uint64_t> lastTurns;       ///< one for each zone; like what follows, the audio thread's
    std::uint64_t turn = 0;
    int users = 0;
    bool retired = false;
    std::atomic<bool> finished { false };
};

/** Hands a pad's sounds from the message thread to the audio thread and back.

    Why nothing is freed while it plays, and nobody waits: each LoadedSound is made and deleted by the message thread alone,
    which keeps all of them in `owned`. It reaches the audio thread through `pending`, by one exchange on each side, so each
    is taken by exactly one: the audio thread, or the message thread that exchanges it for a newer one and then may delete
    it, as nobody else ever saw it. Once taken it belongs to the audio thread, which counts the voices that play it in a
    plain integer. When it is neither the pad's sound nor played any more, the audio thread's last touch is to store
    `finished`; the message thread deletes only what it finds finished. */
class SoundSlot
{
public:
    /** Message thread. Null: nothing to play. */
    void hand (std::shared_ptr<const PlayableSound> sound);

    /** Message thread: deletes what the audio thread has done with. */
    void collect();

    /** Audio thread: takes a newly handed sound, if there is one. */
    void update() noexcept;

    /** Audio thread: the zones of the pad's sound take their turns from the first one again. */
    void restart() noexcept;

    /** Audio thread: the pad's sound as of the latest update(), null before the first. */
    LoadedSound* current() const noexcept { return playing; }

private:
    std::vector<std::unique_ptr<LoadedSound>> owned; ///< message thread
    std::atomic<LoadedSound*> pending { nullptr };
    LoadedSound* playing = nullptr; ///< audio thread
};
} // namespace stochastick
