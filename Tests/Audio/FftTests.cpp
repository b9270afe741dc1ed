#include "Audio/Fft.h"

#include "Audio/AudioTestTools.h"
#include "Audio/SpectrumAnalyser.h"

#include <catch2/catch.hpp>

using namespace stochastick;

namespace
{
std::complex<double> directBin (const std::vector<double>& samples, std::size_t k)
{
    std::complex<double> sum;

    for (std::size_t n = 0; n < samples.size(); ++n)
        sum += samples[n]
               * std::polar (1.0, -2.0 * std::numbers::pi * static_cast<double> (k * n % samples.size())
                                      / static_cast<double> (samples.size()));

    return sum;
}
} // namespace

TEST_CASE ("the FFT equals the direct transform for every size")
{
    for (const auto size : { 4, 8, 16, 64, 512, 2048 })
    {
        const auto random = audiotest::noise (static_cast<std::size_t> (size), 1.0).samples;
        const std::vector<double> samples (random.begin(), random.end());
        RealFft fft (size);

        for (int repetition = 0; repetition < 2; ++repetition)
        {
            const auto& spectrum = fft.transform (samples);
            REQUIRE (spectrum.size() == static_cast<std::size_t> (size) / 2 + 1);
            double largest = 0.0;

            for (std::size_t k = 0; k < spectrum.size(); ++k)
                largest = std::max (largest, std::abs (spectrum[k] - directBin (samples, k)));

            CAPTURE (size);
            CHECK (largest < 1e-12 * size);
        }
    }
}

TEST_CASE ("sizes that are no power of two of at least 4 are wrong usage")
{
    for (const auto size : { -8, 0, 1, 2, 3, 1000 })
        CHECK_THROWS_AS (RealFft (size), UsageError);
}

TEST_CASE ("a sine at full scale reads 0 dB in its bin, with and without interpolation")
{
    const auto audio = audiotest::sine (44100.0 / 64.0, 0.5, 44100, 1.0);

    for (const auto fftSize : { 1024, 4096 })
    {
        SpectrumAnalyser analyser (1024, fftSize);
        const auto& power = analyser.powerAround (audio.samples, 10000);
        const auto loudest = std::max_element (power.begin(), power.end());
        CHECK (loudest - power.begin() == fftSize / 64);
        CHECK (10.0 * std::log10 (*loudest) == Approx (0.0).margin (0.01));
    }
}

TEST_CASE ("spectra far outside the sound are silent")
{
    const auto audio = audiotest::noise (100);
    SpectrumAnalyser analyser (64, 64);

    for (const auto centre : { std::ptrdiff_t { -1000 }, std::ptrdiff_t { 5000 } })
        for (const auto value : analyser.powerAround (audio.samples, centre))
            CHECK (value == 0.0);
}

TEST_CASE ("a window longer than the FFT is wrong usage")
{
    CHECK_THROWS_AS (SpectrumAnalyser (2048, 1024), UsageError);
    CHECK_THROWS_AS (SpectrumAnalyser (1, 1024), UsageError);
}
