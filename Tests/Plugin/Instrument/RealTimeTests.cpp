#include "Plugin/AllocationTrap.h"
#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <random>
#include <thread>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
class RandomPlayer
{
public:
    explicit RandomPlayer (Instrument& toPlay)
        : instrument (toPlay)
    {
    }

    void oneBlock (std::span<const StereoBus> buses, int largestBlock) noexcept
    {
        const auto frames = 1 + below (largestBlock);

        for (int i = below (6); i > 0; --i)
            oneEvent (frames);

        instrument.render (buses, frames);
    }

private:
    int below (int limit) noexcept { return static_cast<int> (random() % static_cast<unsigned> (limit)); }

    void oneEvent (int frames) noexcept
    {
        switch (below (20))
        {
            case 0: instrument.noteOff (60 + below (padCount), below (frames)); break;
            case 1: instrument.hitPad (below (padCount), 0.7f, below (frames)); break;
            case 2: instrument.setPad (below (padCount), anySettings()); break;
            case 3:
                if (below (50) == 0)
                    instrument.reset();
                break;
            case 4:
                if (below (50) == 0)
                    instrument.allSoundOff (below (frames));
                break;
            case 5: instrument.allNotesOff (below (frames)); break;
            case 6:
                if (below (50) == 0)
                    instrument.forgetEvents();
                break;
            default:
                instrument.noteOn (60 + below (padCount), static_cast<float> (below (128)) / 127.0f, below (frames));
                break;
        }
    }

    PadSettings anySettings() noexcept
    {
        auto settings = padOnNote (60 + below (padCount));
        settings.tuneSemitones = static_cast<float> (below (48) - 24);
        settings.cutoffHz = static_cast<float> (below (30000));
        settings.resonance = static_cast<float> (below (10));
        settings.decayMs = static_cast<float> (below (11000));
        settings.oneShot = below (2) == 0;
        settings.chokeGroup = below (9);
        settings.bus = below (busCount);
        settings.solo = below (30) == 0;
        return settings;
    }

    Instrument& instrument;
    std::minstd_rand random { 11 };
};
} // namespace

TEST_CASE ("the audio thread neither allocates nor frees nor locks, whatever happens, while sounds are exchanged")
{
    constexpr int largestBlock = 512;
    Instrument instrument;
    instrument.prepare (48000.0, largestBlock);

    for (int pad = 0; pad < padCount; ++pad)
        instrument.setPad (pad, padOnNote (60 + pad));

    std::atomic<bool> done { false };
    std::atomic<int> blocks { 0 };
    long allocations = -1, deallocations = -1, locks = -1;

    std::thread audio ([&] {
        RandomPlayer player (instrument);
        Samples left (largestBlock), right (largestBlock);
        const std::vector<StereoBus> buses { { left.data(), right.data() }, {}, { left.data(), right.data() } };
        test::AllocationTrap trap;

        for (; ! done.load(); ++blocks)
            player.oneBlock (buses, largestBlock);

        trap.stop();
        allocations = trap.allocations();
        deallocations = trap.deallocations();
        locks = trap.locks();
    });

    for (int i = 0; i < 2000 || blocks < 2000; ++i)
    {
        instrument.setSound (i % padCount, soundOf (constant (0.1f, static_cast<std::size_t> (i % 5) * 2000)));
        instrument.collect();
    }

    done = true;
    audio.join();
    CHECK (allocations == 0);
    CHECK (deallocations == 0);
    CHECK (locks == 0);
}
