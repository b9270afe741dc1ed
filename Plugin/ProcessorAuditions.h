#pragma once

#include "Instrument/Instrument.h"

#include <juce_core/juce_core.h>

#include <array>

namespace stochastick
{
/** Hits from the editor on their way to the audio thread. */
class AuditionQueue
{
public:
    // Message thread

    /** What does not fit is lost. */
    void add (int pad, float velocity);

    // Audio thread

    /** Hits at the first frame of the next block. Those that waited for more than half a second, because the host did not
        play, are dropped. */
    void playOn (Instrument& instrument) noexcept;
    void drop() noexcept;

private:
    struct Hit
    {
        int pad = 0;
        float velocity = 0.0f;
        juce::uint32 time = 0; ///< ms
    };

    static constexpr int capacity = 64;

    template <typename Action>
    void takeAll (Action&& action) noexcept;

    juce::AbstractFifo fifo { capacity };
    std::array<Hit, capacity> hits {};
};
} // namespace stochastick
