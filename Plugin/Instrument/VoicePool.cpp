#include "Instrument/VoicePool.h"

#include <algorithm>
#include <tuple>

namespace stochastick
{
namespace
{
auto worth (const Voice& voice) noexcept
{
    return std::tuple { voice.isYoung(), voice.isYoung() ? 0.0f : voice.recentLevel(), voice.origin().number };
}
} // namespace

Voice& VoicePool::take() noexcept
{
    if (playingCount() >= mostPlaying)
        makeRoom();

    const auto silent = std::find_if (voices.begin(), voices.end(), [] (const Voice& voice) { return ! voice.sounds(); });

    if (silent != voices.end())
        return *silent;

    // More than a hundred hits within 2 ms.
    auto& last = *std::min_element (voices.begin(), voices.end(), [] (const Voice& a, const Voice& b) {
        return std::tuple { a.counts(), a.recentLevel() } < std::tuple { b.counts(), b.recentLevel() };
    });
    last.stop();
    return last;
}

void VoicePool::makeRoom() noexcept
{
    Voice* least = nullptr;

    for (auto& voice : voices)
        if (voice.counts() && (least == nullptr || worth (voice) < worth (*least)))
            least = &voice;

    least->giveWay();
}

int VoicePool::playingCount() const noexcept
{
    return static_cast<int> (
        std::count_if (voices.begin(), voices.end(), [] (const Voice& voice) { return voice.counts(); }));
}

bool VoicePool::sounds (int pad) const noexcept
{
    return std::any_of (voices.begin(), voices.end(),
                        [pad] (const Voice& voice) { return voice.sounds() && voice.origin().pad == pad; });
}
} // namespace stochastick
