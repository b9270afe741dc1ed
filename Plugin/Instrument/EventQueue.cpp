#include "Instrument/EventQueue.h"

#include <algorithm>

namespace stochastick
{
void EventQueue::add (const InstrumentEvent& event) noexcept
{
    if (end == capacity)
        return;

    auto at = end++;

    for (; at > begin && events[at - 1].frame > event.frame; --at)
        events[at] = events[at - 1];

    events[at] = event;
    events[at].frame = std::max (event.frame, 0);
}

bool EventQueue::take (int frame, InstrumentEvent& event) noexcept
{
    if (begin == end || events[begin].frame > frame)
        return false;

    event = events[begin++];
    return true;
}

int EventQueue::nextFrame (int otherwise) const noexcept
{
    return begin == end ? otherwise : std::min (events[begin].frame, otherwise);
}

void EventQueue::advance (int frames) noexcept
{
    end = static_cast<std::size_t> (std::copy (events.begin() + static_cast<std::ptrdiff_t> (begin),
                                               events.begin() + static_cast<std::ptrdiff_t> (end), events.begin())
                                    - events.begin());
    begin = 0;

    for (std::size_t i = 0; i < end; ++i)
        events[i].frame = std::max (events[i].frame - frames, 0);
}
} // namespace stochastick
