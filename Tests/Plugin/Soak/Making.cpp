#include "Plugin/Soak/Person.h"

namespace soak
{
using namespace stochastick;

std::vector<Lock> Person::someLocks()
{
    std::vector<Lock> locks;

    for (const auto& info : allLocks())
        if (random.oneIn (5))
            locks.push_back (info.lock);

    return locks;
}

void Person::makeOne()
{
    const auto on = pad();

    switch (random.below (5))
    {
        case 0: return session.generate (on);
        case 1: return session.draft (on);
        case 2: return session.vary (on, random.unit(), someLocks());
        case 3: return session.redo (on, { { 0.01, 0.02 + 0.05 * random.unit(), 0.002 } });
        default: return session.generate (processor.selectedPad());
    }
}

void Person::makeMany()
{
    const auto one = pad(), other = pad();

    switch (random.below (5))
    {
        case 0: return session.children (one, random.unit(), someLocks(), 1 + random.below (8));
        case 1: return session.morph (one, other, 1 + random.below (6));
        case 2: return session.breed (one, other, 1 + random.below (6));
        case 3: return session.makeLayers (one, 1 + random.below (3), 1 + random.below (3));
        default: return session.wholeKit (static_cast<std::uint64_t> (random.below (1000)), random.unit());
    }
}

void Person::changeRecipe()
{
    const auto on = pad();
    auto recipe = session.pad (on).recipe;
    recipe.model = model;
    recipe.steps = 2 + random.below (8);
    recipe.guidance = random.oneIn (2) ? 1.0 : 2.0;
    recipe.seconds = random.oneIn (3) ? 0.05 + 0.3 * random.unit() : 0.0;

    if (const auto& sampler = random.pick (allSamplers()); ! sampler.adaptive) // a network of noise keeps those for long
        recipe.sampler = sampler.kind;

    session.setRecipe (on, recipe);
    session.setSeedLocked (on, random.oneIn (2));
}

void Person::endRun()
{
    if (session.jobs().empty())
        return;

    const auto id = random.pick (session.jobs()).id;

    if (random.oneIn (8))
        session.cancelAll();
    else if (random.oneIn (2))
        session.stop (id);
    else
        session.cancel (id);
}

void Person::goBack()
{
    const auto on = pad();

    switch (random.below (5))
    {
        case 0: session.redoStep(); break;
        case 1: session.chooseTake (on, random.below (5) - 1); break;
        case 2: session.setFavourite (on, random.below (4), random.oneIn (2)); break;
        case 3: session.swapAB (on); break;
        default: session.undo();
    }

    counts.add (Did::undone);
}

void Person::movePads()
{
    const auto one = pad(), other = pad();

    switch (random.below (4))
    {
        case 0: return session.clear (one);
        case 1: return session.copyPad (one, other);
        case 2: return session.swapPads (one, other);
        default: return processor.selectPad (one);
    }
}

void Person::useCandidates()
{
    if (random.oneIn (6))
        session.clearCandidates();
    else
        session.keepCandidate (random.below (8), pad());
}

void Person::useFiles()
{
    const auto file = folder.path / "pad.wav";

    if (random.oneIn (5) && session.exportKit (folder.path / "kit", 48000))
        counts.add (Did::files);

    if (session.exportPad (pad(), file, 0))
    {
        counts.add (Did::files);
        session.drumify (pad(), file, random.oneIn (2) ? 0.0 : random.unit());
    }
}
} // namespace soak
