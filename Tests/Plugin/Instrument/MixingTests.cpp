#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
/** Pads 0, 1, 2, … on notes 60, 61, 62, … that play steady 0.125, 0.25, 0.5, … */
std::unique_ptr<Instrument> threePads()
{
    auto instrument = std::make_unique<Instrument>();
    instrument->prepare (44100.0, 512);

    for (int pad = 0; pad < 3; ++pad)
    {
        instrument->setPad (pad, padOnNote (60 + pad));
        instrument->setSound (pad, soundOf (constant (0.125f * static_cast<float> (1 << pad), 44100)));
    }

    return instrument;
}

const std::vector<Happening> allThree { noteAt (0, 60), noteAt (0, 61), noteAt (0, 62) };

PadSettings withMute (int note, bool mute, bool solo)
{
    auto settings = padOnNote (note);
    settings.mute = mute;
    settings.solo = solo;
    return settings;
}

double filteredDb (double soundHz, float cutoffHz, float resonance, double rate = 44100.0)
{
    auto settings = padOnNote (60);
    settings.cutoffHz = cutoffHz;
    settings.resonance = resonance;
    const auto instrument = instrumentWith (soundOf (sine (soundHz, 1.0, rate), rate), settings, rate);
    const auto heard = play (*instrument, 40000, { noteAt (0, 60) }).left;
    return inDb (rms (heard, 20000, 40000) / (0.5 / std::sqrt (2.0)));
}
} // namespace

TEST_CASE ("a muted pad is silent and the others are not")
{
    const auto instrument = threePads();
    instrument->setPad (1, withMute (61, true, false));

    CHECK (allEqual (play (*instrument, 1000, allThree).left, 0, 1000, 0.625f));
}

TEST_CASE ("a solo silences the pads that are not soloed, a mute the soloed one as well")
{
    const auto instrument = threePads();
    instrument->setPad (1, withMute (61, false, true));
    instrument->setPad (2, withMute (62, true, true));

    CHECK (allEqual (play (*instrument, 1000, allThree).left, 0, 1000, 0.25f));
}

TEST_CASE ("a solo that is taken back brings the others in again while they sound, without a click")
{
    const auto instrument = threePads();
    auto happenings = allThree;
    happenings.push_back (settingsAt (1024, 1, withMute (61, false, true)));
    happenings.push_back (settingsAt (5000, 1, withMute (61, false, false)));
    const auto heard = play (*instrument, 8000, happenings).left;

    CHECK (allEqual (heard, 0, 1024, 0.875f));
    CHECK (allEqual (heard, 1024 + 222, 5000, 0.25f));
    CHECK (allEqual (heard, 5000 + 222, 8000, 0.875f));
    CHECK (largestJump (Samples (heard.begin() + 1, heard.end())) <= 0.875);

    for (std::size_t i = 1; i < heard.size(); ++i)
        if (std::abs (heard[i] - heard[i - 1]) > 0.01f)
            FAIL ("a step at frame " << i);
}

TEST_CASE ("level and pan of a sounding pad move in 5 ms without a step")
{
    auto settings = padOnNote (60);
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 44100)), settings);
    settings.levelDb = -6.0206f;
    settings.pan = 1.0f;
    const auto heard = play (*instrument, 2000, { noteAt (0, 60), settingsAt (1000, 0, settings) });

    CHECK (allEqual (heard.left, 0, 1000, 0.5f));
    CHECK (allEqual (heard.left, 1222, 2000, 0.0f));
    CHECK (heard.left[1110] == Approx (0.25).margin (0.01));
    CHECK (heard.right[1999] == Approx (0.25 * std::sqrt (2.0)).epsilon (1e-4));
}

TEST_CASE ("settings of a silent pad hold for its next hit from the first frame")
{
    auto settings = padOnNote (60);
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 100)), settings);
    settings.levelDb = 6.0206f;
    const auto heard = play (*instrument, 1500, { noteAt (0, 60), settingsAt (1000, 0, settings), noteAt (1000, 60) }).left;

    CHECK (heard[1000] == Approx (1.0).epsilon (1e-4));
    CHECK (heard[1099] == heard[1000]);
}

TEST_CASE ("tuning and bus are taken when a hit starts")
{
    auto settings = padOnNote (60);
    const auto instrument = instrumentWith (soundOf (sine (500.0, 1.0)), settings);
    const auto steady = play (*instrument, 4000, { noteAt (0, 60) });
    instrument->reset();
    settings.tuneSemitones = 7.0f;
    settings.bus = 3;

    CHECK (play (*instrument, 4000, { noteAt (0, 60), settingsAt (1000, 0, settings) }) == steady);
}

TEST_CASE ("each pad plays on its bus; without that bus on the first; without any it is not heard")
{
    const auto instrument = threePads();
    auto settings = padOnNote (61);
    settings.bus = 2;
    instrument->setPad (1, settings);
    settings.note = 62;
    settings.bus = 7;
    instrument->setPad (2, settings);

    std::vector<Samples> channels (8, Samples (100, 9.0f));
    const std::vector<StereoBus> buses { { channels[0].data(), channels[1].data() },
                                         {},
                                         { channels[2].data(), channels[3].data() } };
    for (const auto& hit : allThree)
        hit.action (*instrument, 0);

    instrument->render (buses, 100);
    CHECK (allEqual (channels[0], 0, 100, 0.625f));
    CHECK (allEqual (channels[2], 0, 100, 0.25f));
    CHECK (allEqual (channels[3], 0, 100, 0.25f));
    CHECK (allEqual (channels[4], 0, 100, 9.0f));

    instrument->render ({}, 100);
    CHECK (instrument->playPosition (0) == Approx (200.0 / 44100.0)); // goes on unheard
}

TEST_CASE ("a bus with one channel is silenced and not played on")
{
    const auto instrument = threePads();
    Samples channel (100, 9.0f);
    const StereoBus bus { channel.data(), nullptr };
    instrument->noteOn (60, 1.0f, 0);
    instrument->render ({ &bus, 1 }, 100);

    CHECK (allEqual (channel, 0, 100, 0.0f));
}

TEST_CASE ("the low-pass filter is at -3 dB at its cutoff and falls by 12 dB an octave")
{
    for (const auto cutoff : { 100.0f, 1000.0f, 8000.0f })
    {
        CAPTURE (cutoff);
        CHECK (filteredDb (static_cast<double> (cutoff), cutoff, std::sqrt (0.5f)) == Approx (-3.01).margin (0.05));
    }

    CHECK (filteredDb (100.0, 1000.0f, 0.707f) == Approx (0.0).margin (0.05));
    CHECK (filteredDb (8000.0, 500.0f, 0.707f, 192000.0) == Approx (-48.2).margin (0.3));
    CHECK (filteredDb (1000.0, 1000.0f, 10.0f) == Approx (20.0).margin (0.05));
}

TEST_CASE ("the filter moves, opens and closes without a step")
{
    auto settings = padOnNote (60);
    const auto instrument = instrumentWith (soundOf (sine (200.0, 2.0)), settings);
    std::vector<Happening> happenings { noteAt (0, 60) };
    int frame = 3000;

    for (const auto cutoff : { 150.0f, 20000.0f, 50.0f, 5000.0f, 20000.0f })
    {
        settings.cutoffHz = cutoff;
        happenings.push_back (settingsAt (frame, 0, settings));
        frame += 3137;
    }

    const auto heard = play (*instrument, frame, happenings).left;
    const auto own = 0.5 * 2.0 * std::numbers::pi * 200.0 / 44100.0;
    CHECK (largestJump (heard) < 2.0 * own); // a filter that falls to 50 Hz within 5 ms is a little steeper than the tone

    const auto source = sine (200.0, 2.0);
    CHECK (std::equal (heard.begin(), heard.begin() + 3000, source.begin()));
    CHECK (std::equal (heard.end() - 2500, heard.end(), source.begin() + frame - 2500)); // open again: bit for bit
}

TEST_CASE ("a resonant filter rings on after the end of the sound and ends")
{
    auto settings = padOnNote (60);
    settings.cutoffHz = 100.0f;
    settings.resonance = 10.0f;
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 500)), settings);
    const auto heard = play (*instrument, 44100, { noteAt (0, 60) }).left;

    CHECK (rms (heard, 1000, 2000) > 0.05);
    CHECK (largestJump (heard) < 0.02);
    CHECK (instrument->activeVoices() == 0);
    CHECK (allEqual (heard, 40000, 44100, 0.0f));
}

TEST_CASE ("settings that are not numbers give sound that is")
{
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    PadSettings settings;
    settings.levelDb = settings.pan = settings.tuneSemitones = settings.startMs = settings.attackMs = settings.decayMs = nan;
    settings.cutoffHz = settings.resonance = settings.velocityToLevel = nan;
    settings.note = 60;
    const auto instrument = instrumentWith (soundOf (constant (0.5f, 100)), settings);

    CHECK (allEqual (play (*instrument, 100, { noteAt (0, 60) }).left, 0, 100, 0.5f));

    settings.cutoffHz = -INFINITY;
    settings.tuneSemitones = INFINITY;
    settings.resonance = INFINITY;
    settings.levelDb = INFINITY;
    instrument->setPad (0, settings);
    const auto heard = play (*instrument, 5000, { noteAt (0, 60) }).left;
    CHECK (std::all_of (heard.begin(), heard.end(), [] (float sample) { return std::isfinite (sample); }));
}
