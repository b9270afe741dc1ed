#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <random>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
/** Hits, chokes, thefts, tunings, filters and movements of everything that moves. */
std::vector<Happening> busyMinute (int frames)
{
    std::mt19937 random (7);
    const auto below = [&] (int limit) { return static_cast<int> (random() % static_cast<unsigned> (limit)); };
    std::vector<Happening> happenings;

    for (int frame = 0; frame < frames; frame += below (200))
    {
        const auto pad = below (4);
        auto settings = padOnNote (60 + pad);
        settings.levelDb = static_cast<float> (-below (20));
        settings.pan = static_cast<float> (below (20)) / 10.0f - 1.0f;
        settings.tuneSemitones = static_cast<float> (below (3) - 1);
        settings.cutoffHz = below (2) == 0 ? 20000.0f : static_cast<float> (100 + below (5000));
        settings.resonance = 4.0f;
        settings.decayMs = below (2) == 0 ? 10000.0f : 60.0f;
        settings.attackMs = static_cast<float> (below (2) * 3);
        settings.startMs = static_cast<float> (below (2) * 5);
        settings.oneShot = below (2) == 0;
        settings.chokeGroup = pad == 3 ? 1 : 0;
        settings.mute = below (10) == 0;

        if (below (4) == 0)
            happenings.push_back (settingsAt (frame, pad, settings));
        else if (below (4) == 0)
            happenings.push_back (offAt (frame, 60 + pad));
        else
            happenings.push_back (noteAt (frame, 60 + pad, static_cast<float> (1 + below (127)) / 127.0f));
    }

    return happenings;
}

Recording busyRecording (const std::function<int()>& blockSize)
{
    constexpr int frames = 60000;
    const auto instrument = instrumentWith (soundOf (sine (300.0, 1.0)), padOnNote (60), 48000.0);
    instrument->setSound (1, soundOf (sine (1000.0, 0.03, 48000.0), 48000.0));
    instrument->setSound (2, soundOf (sine (50.0, 0.4, 96000.0), 96000.0));
    instrument->setSound (3, soundOf (constant (0.2f, 20000)));

    return play (*instrument, frames, busyMinute (frames), blockSize);
}
} // namespace

TEST_CASE ("a hit starts at its frame exactly, wherever in the block it lies")
{
    for (const auto frame : { 0, 1, 63, 64, 65, 200, 255, 256, 700 })
    {
        CAPTURE (frame);
        const auto instrument = instrumentWith (soundOf (constant (0.5f, 10)));
        const auto heard = play (*instrument, 1000, { noteAt (frame, 60) }).left;
        const auto start = static_cast<std::size_t> (frame);

        CHECK (allEqual (heard, 0, start, 0.0f));
        CHECK (allEqual (heard, start, start + 10, 0.5f));
        CHECK (allEqual (heard, start + 10, 1000, 0.0f));
    }
}

TEST_CASE ("a frame beyond the block is kept for the block in which it lies")
{
    const auto instrument = instrumentWith (soundOf ({ 0.5f }));
    instrument->noteOn (60, 1.0f, 300);
    const auto heard = play (*instrument, 512).left;

    CHECK (heard[300] == 0.5f);
    CHECK (allEqual (heard, 0, 300, 0.0f));
}

TEST_CASE ("events happen by their frames, not in the order in which they were told")
{
    const auto instrument = instrumentWith (soundOf ({ 0.5f }));
    instrument->noteOn (60, 1.0f, 100);
    instrument->hitPad (0, 1.0f, 20);
    const auto heard = play (*instrument, 256).left;

    CHECK (heard[20] == 0.5f);
    CHECK (heard[100] == 0.5f);
    CHECK (std::count (heard.begin(), heard.end(), 0.0f) == 254);
}

TEST_CASE ("however the stream is cut into blocks, every bit of it is the same")
{
    const auto reference = busyRecording ([] { return 64; });
    CHECK (rms (reference.left, 0, reference.left.size()) > 0.01);
    CHECK (reference.left != reference.right);

    for (const auto size : { 1, 7, 512, 8192 })
    {
        CAPTURE (size);
        CHECK (busyRecording ([size] { return size; }) == reference);
    }

    std::mt19937 random (3);
    CHECK (busyRecording ([&] { return 1 + static_cast<int> (random() % 1000); }) == reference);
}

TEST_CASE ("a block larger than was announced is rendered whole")
{
    Instrument instrument;
    instrument.prepare (44100.0, 16);
    instrument.setPad (0, padOnNote (60));
    instrument.setSound (0, soundOf (constant (0.5f, 6000)));
    const auto heard = play (instrument, 8000, { noteAt (1000, 60) }, [] { return 8000; }).left;

    CHECK (allEqual (heard, 1000, 7000, 0.5f));
    CHECK (allEqual (heard, 7000, 8000, 0.0f));
}

TEST_CASE ("a reset silences at once and forgets what was to come")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 44100)));
    play (*instrument, 256, { noteAt (0, 60) });
    CHECK (instrument->activeVoices() == 1);

    instrument->noteOn (60, 1.0f, 5);
    instrument->reset();
    CHECK (instrument->activeVoices() == 0);
    CHECK (instrument->playPosition (0) == -1.0);
    CHECK (allEqual (play (*instrument, 256).left, 0, 256, 0.0f));
}

TEST_CASE ("after a change of the host's rate the sounds have their pitch and the pads their settings")
{
    auto settings = padOnNote (60);
    settings.levelDb = -6.0f;
    const auto instrument = instrumentWith (soundOf (sine (1000.0, 1.0)), settings);
    play (*instrument, 1000, { noteAt (0, 60) });
    instrument->prepare (88200.0, 512);
    CHECK (allEqual (play (*instrument, 256).left, 0, 256, 0.0f));

    const auto heard = play (*instrument, 8820, { noteAt (0, 60) }).left;
    const auto expected = sine (1000.0, 0.1, 88200.0, 0.5 * std::pow (10.0, -6.0 / 20.0));
    CHECK (std::equal (heard.begin() + 500, heard.end(), expected.begin() + 500,
                       [] (float a, float b) { return std::abs (a - b) < 1e-4f; }));
}

TEST_CASE ("an instrument that was not prepared is silent")
{
    Instrument instrument;
    instrument.setPad (0, padOnNote (60));
    instrument.setSound (0, soundOf (constant (0.5f, 100)));

    CHECK (allEqual (play (instrument, 256, { noteAt (0, 60) }).left, 0, 256, 0.0f));
}
