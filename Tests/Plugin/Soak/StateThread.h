#pragma once

#include "Plugin/Soak/Counts.h"
#include "Plugin/Soak/Random.h"
#include "Processor.h"

#include <thread>

namespace soak
{
/** A host that saves and restores, with whole and with damaged states, on a thread of its own. */
class StateThread
{
public:
    StateThread (std::vector<stochastick::Processor*> processors, Counts& counts, unsigned seed);
    ~StateThread();

    void askToEnd() { done = true; }
    bool hasEnded() const { return ended; }

private:
    void run();
    void save (stochastick::Processor& processor);
    void restore (stochastick::Processor& processor);
    void restoreDamaged (stochastick::Processor& processor);

    const std::vector<stochastick::Processor*> processors;
    Counts& counts;
    Random random;
    std::vector<juce::MemoryBlock> states;
    std::atomic<bool> done { false }, ended { false };
    std::thread thread; // last: it uses all the others
};
} // namespace soak
