#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
constexpr std::size_t second = 44100;

Samples heardWith (const PadSettings& settings, const std::vector<Happening>& more = {})
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 2 * second)), settings);
    auto happenings = more;
    happenings.insert (happenings.begin(), noteAt (0, 60));
    return play (*instrument, static_cast<int> (second), happenings).left;
}

std::size_t firstBelow (const Samples& samples, float level)
{
    return static_cast<std::size_t> (std::find_if (samples.begin(), samples.end(), [level] (float s) { return s < level; })
                                     - samples.begin());
}
} // namespace

TEST_CASE ("a decay has fallen by 60 dB at its time and ends")
{
    for (const auto milliseconds : { 10.0f, 50.0f, 400.0f })
    {
        CAPTURE (milliseconds);
        auto settings = padOnNote (60);
        settings.decayMs = milliseconds;
        const auto heard = heardWith (settings);
        const auto frames = static_cast<double> (milliseconds) * 44.1;

        CHECK (heard[0] == 0.5f);
        CHECK (static_cast<double> (firstBelow (heard, 0.0005f)) == Approx (frames).epsilon (0.05));
        CHECK (static_cast<double> (firstBelow (heard, 0.5f * 0.0316f)) == Approx (frames / 2.0).epsilon (0.05));
        CHECK (firstBelow (heard, 1e-12f) < static_cast<std::size_t> (1.7 * frames));
    }
}

TEST_CASE ("a decay that has become inaudible frees its voice")
{
    auto settings = padOnNote (60);
    settings.decayMs = 20.0f;
    const auto instrument = instrumentWith (soundOf (constant (0.5f, second)), settings);
    play (*instrument, 3000, { noteAt (0, 60) });

    CHECK (instrument->activeVoices() == 0);
}

TEST_CASE ("the longest decay is none")
{
    CHECK (allEqual (heardWith (padOnNote (60)), 0, second, 0.5f));
}

TEST_CASE ("an attack rises in its time")
{
    auto settings = padOnNote (60);
    settings.attackMs = 100.0f;
    const auto heard = heardWith (settings);

    CHECK (heard[0] == 0.0f);
    CHECK (heard[2205] == Approx (0.25).epsilon (0.01));
    CHECK (largestJump (heard) < 0.0002);
    CHECK (allEqual (heard, 4412, second, 0.5f));
}

TEST_CASE ("a later start leaves the beginning out and does not click")
{
    Samples steps (second, 0.1f);
    std::fill (steps.begin() + 4410, steps.end(), 0.5f);
    auto settings = padOnNote (60);
    settings.startMs = 100.0f;
    const auto heard = play (*instrumentWith (soundOf (steps), settings), 1000, { noteAt (0, 60) }).left;

    CHECK (heard[0] == 0.0f);
    CHECK (largestJump (heard) < 0.5 / 40.0);
    CHECK (allEqual (heard, 50, 1000, 0.5f));
}

TEST_CASE ("a start beyond the end of the sound is silence")
{
    auto settings = padOnNote (60);
    settings.startMs = 500.0f;

    for (const auto rate : { 44100.0, 48000.0 })
    {
        const auto instrument = instrumentWith (soundOf (constant (0.5f, 1000)), settings, rate);
        CHECK (allEqual (play (*instrument, 1000, { noteAt (0, 60) }).left, 0, 1000, 0.0f));
        CHECK (instrument->activeVoices() == 0);
    }
}

TEST_CASE ("a note off ends in 30 ms what is not played to its end")
{
    auto settings = padOnNote (60);
    settings.oneShot = false;
    const auto heard = heardWith (settings, { offAt (10000, 60) });

    CHECK (allEqual (heard, 0, 10000, 0.5f));
    CHECK (heard[10000 + 661] == Approx (0.25).epsilon (0.01));
    CHECK (allEqual (heard, 10000 + 1325, second, 0.0f));
    CHECK (largestJump (Samples (heard.begin() + 1, heard.end())) <= 0.5);
    CHECK (std::abs (heard[10001] - heard[10000]) < 0.001f);
}

TEST_CASE ("a note off does nothing to a one-shot, to another note, or to an audition")
{
    CHECK (allEqual (heardWith (padOnNote (60), { offAt (10000, 60) }), 0, second, 0.5f));

    auto settings = padOnNote (60);
    settings.oneShot = false;
    CHECK (allEqual (heardWith (settings, { offAt (10000, 61) }), 0, second, 0.5f));

    const auto instrument = instrumentWith (soundOf (constant (0.5f, second)), settings);
    instrument->hitPad (0, 1.0f, 0);
    CHECK (allEqual (play (*instrument, 20000, { offAt (1000, 60) }).left, 0, 20000, 0.5f));
}

TEST_CASE ("a note on without velocity is a note off")
{
    auto settings = padOnNote (60);
    settings.oneShot = false;

    CHECK (heardWith (settings, { noteAt (10000, 60, 0.0f) }) == heardWith (settings, { offAt (10000, 60) }));
}

TEST_CASE ("all sound off fades out in 5 ms what sounds at its frame, and nothing that comes later")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, second)));
    instrument->hitPad (0, 1.0f, 10);
    instrument->allSoundOff (400);
    instrument->noteOn (60, 1.0f, 700);
    const auto heard = play (*instrument, 1000, {}, [] { return 1000; }).left;

    CHECK (allEqual (heard, 10, 401, 0.5f));
    CHECK (std::abs (heard[510] - 0.25f) < 0.01f);
    CHECK (std::abs (heard[401] - heard[400]) < 0.01f);
    CHECK (allEqual (heard, 622, 700, 0.0f));
    CHECK (allEqual (heard, 700, 1000, 0.5f));
}

TEST_CASE ("all notes off ends what a note off would, also when its pad lies on another key by now")
{
    auto settings = padOnNote (60);
    settings.oneShot = false;
    const auto instrument = instrumentWith (soundOf (constant (0.5f, second)), settings);
    instrument->setPad (1, padOnNote (61));
    instrument->setSound (1, soundOf (constant (0.25f, second)));
    play (*instrument, 256, { noteAt (0, 60), noteAt (0, 61) });
    settings.note = 70;
    instrument->setPad (0, settings);
    instrument->hitPad (0, 1.0f, 0);
    instrument->allNotesOff (0);
    const auto heard = play (*instrument, 4096).left;

    CHECK (heard[661] == Approx (1.0).epsilon (0.01));
    CHECK (allEqual (heard, 1325, 4096, 0.75f)); // the one-shot and the audition
}

TEST_CASE ("what waits can be forgotten")
{
    const auto instrument = instrumentWith (soundOf (constant (0.5f, second)));
    instrument->noteOn (60, 1.0f, 500);
    instrument->forgetEvents();
    CHECK (allEqual (play (*instrument, 1000).left, 0, 1000, 0.0f));
}
