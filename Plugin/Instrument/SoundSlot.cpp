#include "Instrument/SoundSlot.h"

#include <algorithm>

namespace stochastick
{
namespace
{
std::shared_ptr<const PlayableSound> playableForm (std::shared_ptr<const PlayableSound> sound)
{
    if (sound == nullptr)
        return std::make_shared<PlayableSound>();

    return isPlayable (*sound) ? std::move (sound) : std::make_shared<PlayableSound> (mended (*sound));
}
} // namespace

LoadedSound::LoadedSound (std::shared_ptr<const PlayableSound> playable)
    : sound (playableForm (std::move (playable))),
      lastTurns (sound->zones.size(), 0)
{
}

const SoundZone* LoadedSound::nextZone (int velocity) noexcept
{
    const auto none = sound->zones.size();
    auto chosen = none;

    for (std::size_t i = 0; i < sound->zones.size(); ++i)
    {
        const auto& zone = sound->zones[i];

        if (velocity >= zone.lowVelocity && velocity <= zone.highVelocity
            && (chosen == none || lastTurns[i] < lastTurns[chosen]))
            chosen = i;
    }

    if (chosen == none)
        return nullptr;

    lastTurns[chosen] = ++turn;
    return &sound->zones[chosen];
}

void LoadedSound::restart() noexcept
{
    std::fill (lastTurns.begin(), lastTurns.end(), 0u);
    turn = 0;
}

void LoadedSound::endUse() noexcept
{
    --users;
    finishIfUnused();
}

void LoadedSound::retire() noexcept
{
    retired = true;
    finishIfUnused();
}

void LoadedSound::finishIfUnused() noexcept
{
    if (retired && users == 0)
        finished.store (true, std::memory_order_release);
}

void SoundSlot::hand (std::shared_ptr<const PlayableSound> sound)
{
    collect();
    owned.push_back (std::make_unique<LoadedSound> (std::move (sound)));
    const auto* neverTaken = pending.exchange (owned.back().get(), std::memory_order_acq_rel);
    std::erase_if (owned, [neverTaken] (const auto& item) { return item.get() == neverTaken; });
}

void SoundSlot::collect()
{
    std::erase_if (owned, [] (const auto& item) { return item->isFinished(); });
}

void SoundSlot::update() noexcept
{
    if (pending.load (std::memory_order_relaxed) == nullptr)
        return;

    if (auto* taken = pending.exchange (nullptr, std::memory_order_acq_rel))
    {
        if (playing != nullptr)
            playing->retire();

        playing = taken;
    }
}

void SoundSlot::restart() noexcept
{
    if (playing != nullptr)
        playing->restart();
}
} // namespace stochastick
