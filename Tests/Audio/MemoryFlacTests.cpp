#include "Audio/MemoryFlac.h"

#include "Audio/AudioTestTools.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace stochastick;
using audiotest::sentenceOf;
using Catch::Matchers::Contains;

namespace
{
constexpr float step = 1.0f / 8388608.0f; // of 24 bits

MonoAudio quantised (MonoAudio audio)
{
    quantiseTo24Bits (audio);
    return audio;
}
} // namespace

TEST_CASE ("a sound of 24 bits comes back from FLAC to the bit, at the rates of models and hosts")
{
    for (const int rate : { 44100, 48000, 96000 })
        for (const std::size_t length : { 1u, 2u, 15u, 4096u, 20000u })
        {
            CAPTURE (rate, length);
            auto audio = audiotest::noise (length, 0.9);
            audio.sampleRate = rate;
            const auto expected = quantised (audio);
            const auto back = fromFlac (toFlac (expected));
            CHECK (back.samples == expected.samples);
            CHECK (back.sampleRate == rate);
            CHECK (fromFlac (toFlac (audio)).samples == expected.samples); // it rounds as quantiseTo24Bits() does
        }
}

TEST_CASE ("quantising to 24 bits goes to the nearest step, limits to full scale and is done once")
{
    const auto rounded = quantised ({ { 0.4f * step, 0.6f * step, -0.6f * step, 0.25f, 1.0f, -1.0f, 7.0f, -7.0f } });
    CHECK (rounded.samples == std::vector<float> { 0.0f, step, -step, 0.25f, 1.0f - step, -1.0f, 1.0f - step, -1.0f });
    CHECK (quantised (rounded).samples == rounded.samples);

    const auto noise = audiotest::noise (5000);
    CHECK (audiotest::largestDifference (quantised (noise).samples, noise.samples) <= step / 2.0);
}

TEST_CASE ("the smallest steps, full scale and silence survive FLAC, and what exceeds full scale is limited")
{
    const MonoAudio extremes { { step, -step, 0.0f, 1.0f - step, -1.0f, 0.0f } };
    CHECK (fromFlac (toFlac (extremes)).samples == extremes.samples);

    const MonoAudio silence { std::vector<float> (3000) };
    CHECK (fromFlac (toFlac (silence)).samples == silence.samples);

    const MonoAudio loud { { 1.5f, -1.5f, 1e30f, -1e30f } };
    CHECK (fromFlac (toFlac (loud)).samples == std::vector<float> { 1.0f - step, -1.0f, 1.0f - step, -1.0f });
}

TEST_CASE ("the same sound gives the same FLAC bytes, smaller than the samples for a tone")
{
    const auto tone = audiotest::sine (100.0, 0.2);
    CHECK (toFlac (tone) == toFlac (tone));
    CHECK (toFlac (tone).size() < tone.samples.size() * 3);
}

TEST_CASE ("a sound that is empty, not finite or of no rate cannot be stored")
{
    CHECK_THAT (sentenceOf ([] { toFlac ({}); }), Contains ("empty"));

    for (const auto bad : { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity() })
        CHECK_THAT (sentenceOf ([=] { toFlac ({ { 0.1f, bad, 0.1f } }); }), Contains ("no number"));

    CHECK_THAT (sentenceOf ([] { toFlac ({ { 0.1f, 0.2f }, 0 }); }), Contains ("0 Hz"));
}

TEST_CASE ("bytes that are no FLAC, cut short or damaged are refused")
{
    const auto good = toFlac (audiotest::noise (10000));
    const auto refused = [] (const std::string& bytes) { return ! sentenceOf ([&] { fromFlac (bytes); }).empty(); };
    CHECK (refused (""));
    CHECK (refused ("ABC"));
    CHECK (refused ("fLaC"));
    CHECK (refused (std::string (1000, '\0')));

    for (const double part : { 0.001, 0.1, 0.5, 0.9 })
    {
        CAPTURE (part);
        CHECK (refused (good.substr (0, static_cast<std::size_t> (part * static_cast<double> (good.size())))));
    }

    for (const double place : { 0.2, 0.5, 0.8 })
    {
        CAPTURE (place);
        auto damaged = good;
        damaged.replace (static_cast<std::size_t> (place * static_cast<double> (good.size())), 8, "damaged!");
        CHECK (refused (damaged));
    }
}
