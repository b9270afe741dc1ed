#pragma once

#include "Plugin/Soak/Counts.h"
#include "Plugin/Soak/Random.h"
#include "Processor.h"

#include <thread>

namespace soak
{
/** A host's audio thread: blocks of random sizes with random events, automation among them. */
class AudioThread
{
public:
    AudioThread (stochastick::Processor& processor, Counts& counts, unsigned seed);
    ~AudioThread(); ///< plays to the end of the block

    /** Never beside a block, as hosts promise. */
    void prepare (double sampleRate, int largestBlock);

private:
    static constexpr int largestBlock = 1024;

    void run();
    void playBlock();
    juce::MidiBuffer events (int frames);
    void automate();
    void check (const juce::AudioBuffer<float>& buffer);

    stochastick::Processor& processor;
    Counts& counts;
    Random random;
    std::mutex betweenBlocks;
    std::atomic<bool> done { false };
    std::thread thread; // last: it uses all the others
};
} // namespace soak
