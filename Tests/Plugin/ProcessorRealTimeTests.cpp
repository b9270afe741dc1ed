#include "Plugin/AllocationTrap.h"
#include "Plugin/ProcessorTestTools.h"

#include <catch2/catch.hpp>

#include <random>
#include <thread>

using namespace processortest;

namespace
{
/** Blocks of all sizes with notes, controllers and long messages, made before the audio thread takes them. */
struct Score
{
    static constexpr int largestBlock = 700;

    std::vector<juce::MidiBuffer> events {};
    std::vector<int> sizes {};

    Score()
    {
        std::minstd_rand random (5);
        const auto below = [&] (int limit) { return static_cast<int> (random() % static_cast<unsigned> (limit)); };
        const std::vector<juce::uint8> system (300, 7);

        for (auto i = 0; i < 400; ++i)
        {
            sizes.push_back (below (10) == 0 ? 0 : 1 + below (largestBlock));
            auto& midi = events.emplace_back();

            for (auto count = below (8); count > 0; --count)
            {
                const auto frame = below (std::max (sizes.back(), 1));
                const auto velocity = static_cast<juce::uint8> (below (128));

                if (below (12) == 0)
                    midi.addEvent (juce::MidiMessage::createSysExMessage (system.data(), static_cast<int> (system.size())),
                                   frame);
                else if (below (40) == 0)
                    midi.addEvent (juce::MidiMessage::controllerEvent (1, 120 + below (8), 0), frame);
                else
                    midi.addEvent (juce::MidiMessage::noteOn (1, 34 + below (32), velocity), frame);
            }
        }
    }
};
} // namespace

TEST_CASE ("processing neither allocates nor frees nor locks while sounds, parameters and auditions come in")
{
    NoEngine engine;
    Processor processor (engine.make());
    processor.prepareToPlay (48000.0, 512);
    Score score;

    std::atomic<bool> done { false };
    std::atomic<int> blocks { 0 };
    long allocations = -1, deallocations = -1, locks = -1;

    std::thread audio ([&] {
        juce::AudioBuffer<float> whole (channelCount (processor), Score::largestBlock);
        juce::MidiBuffer midi;
        midi.ensureSize (1 << 16); // as hosts do
        test::AllocationTrap trap;

        for (std::size_t i = 0; ! done; i = (i + 1) % score.events.size(), ++blocks)
        {
            juce::AudioBuffer<float> buffer (whole.getArrayOfWritePointers(), whole.getNumChannels(), score.sizes[i]);
            midi.addEvents (score.events[i], 0, -1, 0); // it comes back empty
            i % 50 == 49 ? processor.processBlockBypassed (buffer, midi) : processor.processBlock (buffer, midi);

            if (i % 70 == 69)
                processor.reset();
        }

        trap.stop();
        allocations = trap.allocations();
        deallocations = trap.deallocations();
        locks = trap.locks();
    });

    for (auto i = 0; i < 1000 || blocks < 4000; ++i)
    {
        processor.instrument().setSound (i % padCount, soundOf (constant (0.1f, static_cast<std::size_t> (i % 5) * 2000)));
        processor.instrument().collect();
        processor.audition (i % padCount, 0.5f);
        set (processor, parameterId (i % padCount, "tune"), static_cast<float> (i % 12));
        set (processor, "master_level", static_cast<float> (-i % 12));

        if (i % 10 == 0)
            processor.audition (soundOf (constant (0.1f, 3000)));
    }

    done = true;
    audio.join();
    CHECK (allocations == 0);
    CHECK (deallocations == 0);
    CHECK (locks == 0);
}
