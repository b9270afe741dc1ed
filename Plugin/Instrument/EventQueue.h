#pragma once

#include <array>
#include <cstddef>

namespace stochastick
{
/** Something to do at a frame. */
struct InstrumentEvent
{
    enum class Kind
    {
        noteOn,
        noteOff,
        hitPad,
        allNotesOff,
        allSoundOff
    };

    Kind kind = Kind::noteOff;
    int number = 0; ///< note or pad, if it is of one
    float velocity = 0.0f;
    int frame = 0; ///< of the block to come
};

/** Events in the order of their frames; those of one frame in the order in which they came. What does not fit any more is
    lost. Audio thread. */
class EventQueue
{
public:
    static constexpr std::size_t capacity = 1024;

    void add (const InstrumentEvent& event) noexcept;
    void clear() noexcept { begin = end = 0; }

    /** Whether an event is due at this frame or was before; takes it. */
    bool take (int frame, InstrumentEvent& event) noexcept;

    /** The first event's frame, or `otherwise` if it is earlier. */
    int nextFrame (int otherwise) const noexcept;

    /** The block is over: what is left lies so many frames nearer. */
    void advance (int frames) noexcept;

private:
    std::array<InstrumentEvent, capacity> events {};
    std::size_t begin = 0, end = 0;
};
} // namespace stochastick
