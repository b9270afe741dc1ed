#include "Editor/LiveMaking.h"

namespace stochastick
{
namespace
{
constexpr juce::uint32 draftIntervalMs = 120;
} // namespace

void LiveMaking::setOn (bool shouldBeOn)
{
    on = shouldBeOn;

    if (! on || pad().seedLocked)
        return;

    if (const auto* sound = pad().sound())
        edit ([sound] (Recipe& recipe) { recipe.seed = sound->recipe.seed; });

    session().setSeedLocked (padIndex(), true);
}

void LiveMaking::turning()
{
    const auto now = juce::Time::getMillisecondCounter();

    if (! on || now - lastDraft < draftIntervalMs)
        return;

    lastDraft = now;
    session().draft (padIndex());
}

void LiveMaking::letGo()
{
    if (on)
        session().generate (padIndex());
}
} // namespace stochastick
