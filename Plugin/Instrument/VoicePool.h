#pragma once

#include "Instrument/Voice.h"

#include <array>

namespace stochastick
{
/** All voices of an instrument. Audio thread. */
class VoicePool
{
public:
    static constexpr int mostPlaying = 64;

    /** A silent voice. When as many play as may, the quietest gives way: the oldest of equally quiet ones, and one that
        just began only when all did. */
    Voice& take() noexcept;

    /** Those that sound, those that give way as well. */
    template <typename Action>
    void forEach (Action&& action) noexcept
    {
        for (auto& voice : voices)
            if (voice.sounds())
                action (voice);
    }

    int playingCount() const noexcept;
    bool sounds (int pad) const noexcept;

private:
    void makeRoom() noexcept;

    std::array<Voice, 2 * mostPlaying> voices {}; ///< a second half for those that give way
};
} // namespace stochastick
