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
    processor.editorMemory().makesLive = shouldBeOn;
    end();
}

void LiveMaking::turning()
{
    if (! isOn())
        return;

    if (turned != padIndex())
        begin();

    const auto since = juce::Time::getMillisecondCounter() - lastDraft;

    if (since >= draftIntervalMs)
        draft();
    else if (! isTimerRunning()) // the knob may stay where it is now
        startTimer (static_cast<int> (draftIntervalMs - since));
}

void LiveMaking::letGo()
{
    if (! isOn())
        return;

    end();
    keepSeed();
    expect();
    const auto before = generation();
    session().generate (padIndex());

    if (const auto begun = generation(); begun != before)
        ownGeneration() = begun;
}

void LiveMaking::begin()
{
    turned = padIndex();
    keepSeed();

    if (const auto running = generation(); running != 0 && running == ownGeneration())
        session().cancel (running); // the drafts would wait for it
}

void LiveMaking::end()
{
    turned = -1;
    stopTimer();
}

void LiveMaking::keepSeed()
{
    if (pad().seedLocked)
        return;

    if (const auto* sound = pad().sound())
        edit ([sound] (Recipe& recipe) { recipe.seed = sound->recipe.seed; });

    session().setSeedLocked (padIndex(), true);
}

void LiveMaking::draft()
{
    stopTimer();
    lastDraft = juce::Time::getMillisecondCounter();
    expect();
    session().draft (padIndex());
}

void LiveMaking::expect()
{
    expecting = padIndex();
    heard = pad().soundPointer();
}

JobId LiveMaking::generation() const
{
    const auto& jobs = session().jobs();
    const auto found = std::find_if (jobs.begin(), jobs.end(), [this] (const JobView& job) {
        return job.purpose == Purpose::generate && job.pad == padIndex();
    });
    return found == jobs.end() ? 0 : found->id;
}

void LiveMaking::padShown()
{
    if (turned != padIndex()) // the person is elsewhere now
        end();

    if (expecting != padIndex())
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

void LiveMaking::timerCallback()
{
    if (turned == padIndex())
        draft();
    else
        end();
}
} // namespace stochastick
