#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
/** A sound whose first sample tells which one it is, of one frame. */
SoundZone markedZone (int low, int high, float mark)
{
    return { low, high, 44100.0, { mark } };
}

std::vector<float> marksHeard (Instrument& instrument, const std::vector<int>& velocities)
{
    std::vector<float> marks;

    for (const auto velocity : velocities)
        marks.push_back (play (instrument, 64, { noteAt (0, 60, static_cast<float> (velocity) / 127.0f) }).left[0]);

    return marks;
}

/** The largest jump of what is heard while all is steady: a slow sine at its steepest, and no more than so many of them. */
double steepest (double hz, double amplitude, int voices)
{
    return voices * amplitude * 2.0 * std::numbers::pi * hz / 44100.0;
}
} // namespace

TEST_CASE ("a pad without a choke group rings on when it is struck again")
{
    const auto instrument = instrumentWith (soundOf (constant (0.25f, 2000)));
    const auto heard = play (*instrument, 4000, { noteAt (0, 60), noteAt (1000, 60) }).left;

    CHECK (allEqual (heard, 0, 1000, 0.25f));
    CHECK (allEqual (heard, 1000, 2000, 0.5f));
    CHECK (allEqual (heard, 2000, 3000, 0.25f));
}

TEST_CASE ("a hit ends its choke group and its own pad's hits in 5 ms, and no others")
{
    auto settings = padOnNote (60);
    settings.chokeGroup = 2;
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 10000)), settings); // an open hat
    settings.note = 61;
    instrument->setPad (1, settings); // a closed hat
    instrument->setSound (1, soundOf ({ 0.0f, 0.0f }));
    settings.note = 62;
    settings.chokeGroup = 3;
    instrument->setPad (2, settings);
    instrument->setSound (2, soundOf ({ 0.0f }));
    const auto heard = play (*instrument, 8000,
                             { noteAt (0, 60), noteAt (500, 62), noteAt (1000, 61), noteAt (3000, 60), noteAt (5000, 60) })
                           .left;

    CHECK (allEqual (heard, 0, 1001, 0.5f));
    CHECK (heard[1110] == Approx (0.25).margin (0.01));
    CHECK (allEqual (heard, 1222, 3000, 0.0f));
    CHECK (allEqual (heard, 3000, 5000, 0.5f));
    CHECK (heard[5110] == Approx (0.75).margin (0.01)); // the earlier hit half gone
    CHECK (allEqual (heard, 5222, 8000, 0.5f));
}

TEST_CASE ("pads of one choke group on the same key sound together")
{
    auto settings = padOnNote (60);
    settings.chokeGroup = 1;
    const auto instrument = instrumentWith (soundOf (constant (0.25f, 1000)), settings);
    instrument->setPad (5, settings);
    instrument->setSound (5, soundOf (constant (0.5f, 1000)));

    CHECK (allEqual (play (*instrument, 1000, { noteAt (0, 60) }).left, 0, 1000, 0.75f));
}

TEST_CASE ("struck again, choked or ended, a sound makes no step that it does not have itself")
{
    auto settings = padOnNote (60);
    settings.chokeGroup = 1;
    const auto instrument = instrumentWith (soundOf (sine (80.0, 1.0)), settings);
    const auto heard =
        play (*instrument, 20000, { noteAt (0, 60), noteAt (3137, 60), noteAt (3200, 60), noteAt (9123, 60) });

    CHECK (largestJump (heard.left) < steepest (80.0, 0.5, 2) + 0.5 / (0.005 * 44100.0) * 1.01);
}

TEST_CASE ("no more than 64 voices play, and those that give way do so without a click")
{
    const auto instrument = instrumentWith (soundOf (sine (50.0, 2.0, 44100.0, 0.01)));
    std::vector<Happening> hits;

    for (int i = 0; i < 200; ++i)
        hits.push_back (noteAt (i * 331, 60));

    const auto heard = play (*instrument, 50000, hits).left;
    CHECK (instrument->activeVoices() == VoicePool::mostPlaying);
    CHECK (largestJump (heard) < steepest (50.0, 0.01, 66) + 2 * 0.01 / (0.002 * 44100.0));
}

TEST_CASE ("the quietest voice gives way, the oldest of equals")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 44100)));
    auto quiet = padOnNote (61);
    instrument->setPad (1, quiet);
    instrument->setSound (1, soundOf (constant (0.0001f, 44100)));
    instrument->setPad (2, padOnNote (62));
    instrument->setSound (2, soundOf (constant (0.25f, 44100)));
    std::vector<Happening> hits { noteAt (0, 60), noteAt (600, 61) };

    for (int i = 0; i < 62; ++i)
        hits.push_back (noteAt (700 + i, 62));

    hits.push_back (noteAt (2000, 62));
    play (*instrument, 2100, hits);
    CHECK (instrument->playPosition (1) == -1.0); // the quiet one, though not the oldest
    CHECK (instrument->playPosition (0) > 0.0);
    CHECK (instrument->activeVoices() == 64);

    play (*instrument, 1000);
    const auto before = play (*instrument, 1).left[0];
    play (*instrument, 500, { noteAt (0, 62) });
    CHECK (play (*instrument, 1).left[0] == Approx (before)); // one of its like went for it
}

TEST_CASE ("a hit that has just begun does not give way to the next")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 44100)));
    auto settings = padOnNote (61);
    settings.attackMs = 100.0f; // nothing heard of it yet
    instrument->setPad (1, settings);
    instrument->setSound (1, soundOf (constant (0.5f, 44100)));
    std::vector<Happening> hits (64, noteAt (0, 60));
    hits.push_back (noteAt (3000, 61));
    hits.push_back (noteAt (3050, 60));
    play (*instrument, 4000, hits);

    CHECK (instrument->playPosition (1) == Approx (1000.0 / 44100.0));
}

TEST_CASE ("many hits at one frame all start, also when they are too many")
{
    const auto instrument = instrumentWith (soundOf (constant (0.001f, 44100)));

    for (int i = 0; i < 300; ++i)
        instrument->noteOn (60, 1.0f, 10);

    const auto heard = play (*instrument, 1000).left;
    CHECK (instrument->activeVoices() == 64);
    CHECK (heard[999] == Approx (0.064));
    CHECK (heard[9] == 0.0f);
}

TEST_CASE ("the zone that holds the velocity plays, and those that hold the same one take turns")
{
    PlayableSound sound;
    sound.zones = { markedZone (1, 63, 0.1f), markedZone (64, 127, 0.2f), markedZone (64, 127, 0.3f),
                    markedZone (120, 127, 0.4f) };
    const auto instrument = instrumentWith (std::make_shared<const PlayableSound> (sound));

    CHECK (marksHeard (*instrument, { 1, 63, 64, 100, 1, 64, 100 })
           == std::vector { 0.1f, 0.1f, 0.2f, 0.3f, 0.1f, 0.2f, 0.3f });
    CHECK (marksHeard (*instrument, { 127, 127, 127, 127 }) == std::vector { 0.4f, 0.2f, 0.3f, 0.4f });
}

TEST_CASE ("after a reset, and after preparation, zones take their turns as they did the first time")
{
    PlayableSound sound;
    sound.zones = { markedZone (1, 127, 0.1f), markedZone (1, 127, 0.2f), markedZone (1, 127, 0.3f) };
    const auto instrument = instrumentWith (std::make_shared<const PlayableSound> (sound));
    const auto first = marksHeard (*instrument, { 100, 100 });
    CHECK (first == std::vector { 0.1f, 0.2f });

    instrument->reset();
    CHECK (marksHeard (*instrument, { 100, 100 }) == first);
    instrument->prepare (44100.0, 512);
    CHECK (marksHeard (*instrument, { 100, 100 }) == first);
}

TEST_CASE ("soft and loud hits in turn do not keep a zone from its turn")
{
    PlayableSound sound;
    sound.zones = { markedZone (1, 63, 0.1f), markedZone (1, 63, 0.2f), markedZone (64, 127, 0.3f),
                    markedZone (64, 127, 0.4f) };
    const auto instrument = instrumentWith (std::make_shared<const PlayableSound> (sound));

    CHECK (marksHeard (*instrument, { 10, 100, 10, 100 }) == std::vector { 0.1f, 0.3f, 0.2f, 0.4f });
}

TEST_CASE ("pads without a sound, with an empty one or with none for the velocity are silent")
{
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    PlayableSound empty, partly, damaged;
    partly.zones = { SoundZone {}, markedZone (100, 127, 0.5f) };
    damaged.zones = { { 1, 127, std::numeric_limits<double>::quiet_NaN(), { nan, 0.5f, INFINITY } } };

    for (const auto& sound : { std::shared_ptr<const PlayableSound> {}, std::make_shared<const PlayableSound> (empty),
                               std::make_shared<const PlayableSound> (partly) })
    {
        const auto instrument = instrumentWith (sound);
        CHECK (allEqual (play (*instrument, 256, { noteAt (0, 60, 0.5f) }).left, 0, 256, 0.0f));
        CHECK (instrument->activeVoices() == 0);
    }

    CHECK (marksHeard (*instrumentWith (std::make_shared<const PlayableSound> (partly)), { 127 }) == std::vector { 0.5f });
    const auto heard = play (*instrumentWith (std::make_shared<const PlayableSound> (damaged)), 4, { noteAt (0, 60) }).left;
    CHECK (heard == Samples { 0.0f, 0.5f, 0.0f, 0.0f });
}

TEST_CASE ("impossible pads, notes, velocities and frames are let pass")
{
    const auto instrument = instrumentWith (soundOf ({ 0.5f }));
    instrument->setPad (-1, padOnNote (60));
    instrument->setPad (auditionPad + 1, padOnNote (60));
    instrument->setSound (99, soundOf ({ 0.5f }));
    instrument->hitPad (auditionPad + 1, 1.0f, 0);
    instrument->hitPad (-1, 1.0f, 0);
    instrument->hitPad (0, std::numeric_limits<float>::quiet_NaN(), 0);
    instrument->noteOn (-1, 1.0f, 0); // pads without a note have −1
    instrument->noteOn (60, std::numeric_limits<float>::quiet_NaN(), 0);
    CHECK (allEqual (play (*instrument, 64).left, 0, 64, 0.0f));

    instrument->noteOn (60, std::numeric_limits<float>::infinity(), -5);
    CHECK (play (*instrument, 64).left[0] == 0.5f);
    CHECK (instrument->padActivity (99) == 0.0f);
    CHECK (instrument->playPosition (-1) == -1.0);
}

TEST_CASE ("on the audition pad a hit ends the one before, and neither notes nor solos reach it")
{
    const auto instrument = instrumentWith (soundOf (constant (0.25f, 44100)));
    instrument->setPad (auditionPad, padOnNote (61));
    instrument->setSound (auditionPad, soundOf (constant (0.5f, 44100)));
    auto soloed = padOnNote (62);
    soloed.solo = true;
    instrument->setPad (2, soloed);
    instrument->hitPad (auditionPad, 1.0f, 0);
    instrument->hitPad (auditionPad, 1.0f, 1000);
    const auto heard = play (*instrument, 3000, { noteAt (2000, 61), noteAt (2000, 60) }).left;

    CHECK (allEqual (heard, 0, 1000, 0.5f));
    CHECK (heard[1110] == Approx (0.75).margin (0.01));
    CHECK (allEqual (heard, 1222, 3000, 0.5f));
}

TEST_CASE ("lights show the latest hit and go out, and the position is where the sound is")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 44100)));
    CHECK (instrument->padActivity (0) == 0.0f);
    CHECK (instrument->playPosition (0) == -1.0);

    play (*instrument, 441, { noteAt (0, 60, 0.5f) });
    CHECK (instrument->padActivity (0) == Approx (0.5).epsilon (0.1));
    CHECK (instrument->padActivity (1) == 0.0f);
    CHECK (instrument->playPosition (0) == Approx (0.01));

    play (*instrument, 441, { noteAt (0, 60) });
    CHECK (instrument->playPosition (0) == Approx (0.01)); // of the new hit

    play (*instrument, 3 * 44100);
    CHECK (instrument->padActivity (0) == 0.0f);
    CHECK (instrument->playPosition (0) == -1.0);
}
