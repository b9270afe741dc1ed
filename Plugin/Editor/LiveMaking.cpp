#include "Editor/LiveMaking.h"

#include <algorithm>

namespace stochastick
{
namespace
{
constexpr juce::uint32 draftIntervalMs = 120;
constexpr float softly = 0.5f; // velocity: many are heard in a row
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
    expect();
    session().draft (padIndex());
}

void LiveMaking::letGo()
{
    if (! on)
        return;

    expect();
    session().generate (padIndex());
}

void LiveMaking::expect()
{
    expecting = padIndex();
    heard = pad().soundPointer();
}

void LiveMaking::padShown()
{
    if (expecting != padIndex()) // the person is elsewhere now
        expecting = -1;

    if (expecting < 0 || pad().soundPointer() == heard)
        return;

    heard = pad().soundPointer();
    processor.audition (expecting, softly);
}

void LiveMaking::jobsShown()
{
    const auto& jobs = session().jobs();

    if (std::none_of (jobs.begin(), jobs.end(), [this] (const JobView& job) { return job.pad == expecting; }))
        expecting = -1;
}
} // namespace stochastick
