#include "Plugin/Instrument/InstrumentTestTools.h"

#include <catch2/catch.hpp>

#include <random>

using namespace stochastick;
using namespace instrumenttest;

namespace
{
/** What the pad plays of a sine, the edges left out. */
Samples middleOf (double soundHz, double soundRate, double hostRate, float semitones)
{
    auto settings = padOnNote (60);
    settings.tuneSemitones = semitones;
    const auto instrument = instrumentWith (soundOf (sine (soundHz, 2.0, soundRate), soundRate), settings, hostRate);
    const auto left = play (*instrument, 20000, { noteAt (0, 60) }).left;

    return { left.begin() + 1000, left.end() - 1000 };
}

/** The root mean square of what is left once the best sine of this frequency was taken away, in dB below that sine. */
double distortionDb (const Samples& samples, double hz, double rate)
{
    double ss = 0.0, sc = 0.0, cc = 0.0, ys = 0.0, yc = 0.0, rest = 0.0;
    const auto angle = [&] (std::size_t i) { return 2.0 * std::numbers::pi * hz * static_cast<double> (i) / rate; };

    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        const auto s = std::sin (angle (i)), c = std::cos (angle (i)), y = static_cast<double> (samples[i]);
        ss += s * s;
        sc += s * c;
        cc += c * c;
        ys += y * s;
        yc += y * c;
    }

    const auto determinant = ss * cc - sc * sc;
    const auto ofSine = (ys * cc - yc * sc) / determinant, ofCosine = (yc * ss - ys * sc) / determinant;

    for (std::size_t i = 0; i < samples.size(); ++i)
        rest += std::pow (static_cast<double> (samples[i]) - ofSine * std::sin (angle (i)) - ofCosine * std::cos (angle (i)),
                          2.0);

    return inDb (std::sqrt (rest / static_cast<double> (samples.size()) / (0.5 * (ofSine * ofSine + ofCosine * ofCosine))));
}

double frequencyOf (const Samples& samples, double rate) // by upward crossings of zero, interpolated
{
    double first = -1.0, last = -1.0;
    int count = -1;

    for (std::size_t i = 1; i < samples.size(); ++i)
        if (samples[i - 1] < 0.0f && samples[i] >= 0.0f)
        {
            const auto way = static_cast<double> (samples[i] / (samples[i] - samples[i - 1]));
            last = static_cast<double> (i) - way;
            first = first < 0.0 ? last : first;
            ++count;
        }

    return count * rate / (last - first);
}
} // namespace

TEST_CASE ("a sound at the host's own rate comes out bit for bit, and nothing after it")
{
    std::mt19937 random (1);
    Samples noise;

    for (int i = 0; i < 3000; ++i)
        noise.push_back (static_cast<float> (random()) / 5e9f - 0.4f);

    const auto instrument = instrumentWith (soundOf (noise));
    const auto heard = play (*instrument, 4000, { noteAt (0, 60) });

    CHECK (std::equal (noise.begin(), noise.end(), heard.left.begin()));
    CHECK (heard.left == heard.right);
    CHECK (allEqual (heard.left, 3000, 4000, 0.0f));
    CHECK (instrument->activeVoices() == 0);
}

TEST_CASE ("a sine keeps its frequency and its purity at other rates and tunings")
{
    struct Case
    {
        double soundRate = 44100.0, hostRate = 48000.0;
        float semitones = 0.0f;
    };

    for (const auto& [soundRate, hostRate, semitones] :
         { Case {}, Case { 44100.0, 96000.0, 0.0f }, Case { 44100.0, 44100.0, 7.0f }, Case { 44100.0, 48000.0, 7.0f },
           Case { 96000.0, 44100.0, 0.0f }, Case { 44100.0, 48000.0, -12.0f }, Case { 44100.0, 44100.0, 24.0f } })
    {
        CAPTURE (soundRate, hostRate, semitones);
        const auto expected = 1000.0 * std::exp2 (static_cast<double> (semitones) / 12.0);
        const auto heard = middleOf (1000.0, soundRate, hostRate, semitones);

        CHECK (frequencyOf (heard, hostRate) == Approx (expected).epsilon (0.001));
        CHECK (distortionDb (heard, expected, hostRate) < -80.0);
        CHECK (rms (heard, 0, heard.size()) == Approx (0.5 / std::sqrt (2.0)).epsilon (0.002));
    }
}

TEST_CASE ("what a higher tuning lifts above hearing does not fold back")
{
    const auto level = [] (double hz, float semitones, double hostRate) {
        const auto heard = middleOf (hz, 44100.0, hostRate, semitones);
        return inDb (rms (heard, 0, heard.size()) / (0.5 / std::sqrt (2.0)));
    };

    CHECK (level (10000.0, 24.0f, 44100.0) < -60.0);
    CHECK (level (10000.0, 24.0f, 48000.0) < -60.0);
    CHECK (level (15000.0, 12.0f, 44100.0) < -60.0); // 30 kHz
    CHECK (level (21000.0, 5.0f, 44100.0) < -60.0);  // 28 kHz
}

TEST_CASE ("treble that can be heard stays at other rates and higher tunings")
{
    const auto level = [] (double hz, double soundRate, double hostRate, float semitones) {
        const auto heard = middleOf (hz, soundRate, hostRate, semitones);
        return inDb (rms (heard, 0, heard.size()) / (0.5 / std::sqrt (2.0)));
    };

    CHECK (level (16000.0, 44100.0, 48000.0, 0.0f) == Approx (0.0).margin (0.1));
    CHECK (level (16000.0, 48000.0, 44100.0, 0.0f) == Approx (0.0).margin (3.0));
    CHECK (level (7000.0, 44100.0, 44100.0, 12.0f) == Approx (0.0).margin (0.1));
}

TEST_CASE ("a sound of one frame is heard at every rate")
{
    CHECK (play (*instrumentWith (soundOf ({ 0.5f })), 100, { noteAt (10, 60) }).left[10] == 0.5f);

    const auto heard = play (*instrumentWith (soundOf ({ 0.5f }), padOnNote (60), 96000.0), 200, { noteAt (10, 60) }).left;
    CHECK (heard[10] == Approx (0.5).epsilon (0.001));
    CHECK (rms (heard, 0, 200) < 0.5);
    CHECK (allEqual (heard, 150, 200, 0.0f));
}
