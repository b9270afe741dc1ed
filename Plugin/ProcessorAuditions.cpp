#include "ProcessorAuditions.h"

namespace stochastick
{
namespace
{
constexpr juce::uint32 longestWaitMs = 500;
}

void AuditionQueue::add (int pad, float velocity)
{
    const auto scope = fifo.write (1);

    if (scope.blockSize1 > 0)
        hits[static_cast<std::size_t> (scope.startIndex1)] = { pad, velocity, juce::Time::getMillisecondCounter() };
}

template <typename Action>
void AuditionQueue::takeAll (Action&& action) noexcept
{
    const auto scope = fifo.read (fifo.getNumReady());
    scope.forEach ([&] (int index) { action (hits[static_cast<std::size_t> (index)]); });
}

void AuditionQueue::playOn (Instrument& instrument) noexcept
{
    if (fifo.getNumReady() == 0)
        return;

    const auto now = juce::Time::getMillisecondCounter();

    takeAll ([&] (const Hit& hit) {
        if (now - hit.time <= longestWaitMs)
            instrument.hitPad (hit.pad, hit.velocity, 0);
    });
}

void AuditionQueue::drop() noexcept
{
    takeAll ([] (const Hit&) {});
}
} // namespace stochastick
