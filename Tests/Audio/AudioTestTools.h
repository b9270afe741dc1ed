#pragma once

#include "Audio/MonoAudio.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>
#include <string>

/** What the tests of the audio folder share. */
namespace audiotest
{
/** Removed with all that is in it. */
class TemporaryFolder
{
public:
    TemporaryFolder() { std::filesystem::create_directories (path); }
    ~TemporaryFolder() { std::filesystem::remove_all (path); }
    TemporaryFolder (const TemporaryFolder&) = delete;
    TemporaryFolder& operator= (const TemporaryFolder&) = delete;

    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("stochastick-audio-" + std::to_string (std::random_device {}()));

    auto fileCount() const
    {
        return std::distance (std::filesystem::directory_iterator (path), std::filesystem::directory_iterator());
    }
};

inline std::string contentOf (const std::filesystem::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (stream), {} };
}

inline void writeBytes (const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream (path, std::ios::binary) << bytes;
}

/** The sentence of the Error that `action` throws, or nothing. */
template <typename Action>
std::string sentenceOf (const Action& action)
{
    try
    {
        action();
    }
    catch (const stochastick::Error& error)
    {
        return error.what();
    }

    return {};
}

inline stochastick::MonoAudio sine (double hz, double seconds, int sampleRate = 44100, double amplitude = 0.5)
{
    stochastick::MonoAudio audio { {}, sampleRate };

    for (int i = 0; i < static_cast<int> (seconds * sampleRate); ++i)
        audio.samples.push_back (static_cast<float> (amplitude * std::sin (2.0 * std::numbers::pi * hz * i / sampleRate)));

    return audio;
}

/** Uniform between ±amplitude, the same on every run. */
inline stochastick::MonoAudio noise (std::size_t length, double amplitude = 0.5)
{
    stochastick::MonoAudio audio;
    std::uint32_t state = 1;

    for (std::size_t i = 0; i < length; ++i)
    {
        state = state * 1664525u + 1013904223u;
        audio.samples.push_back (static_cast<float> (amplitude * (state / 2147483648.0 - 1.0)));
    }

    return audio;
}

inline double largestDifference (const std::vector<float>& a, const std::vector<float>& b)
{
    double largest = a.size() == b.size() ? 0.0 : HUGE_VAL;

    for (std::size_t i = 0; i < std::min (a.size(), b.size()); ++i)
        largest = std::max (largest, std::abs (static_cast<double> (a[i]) - b[i]));

    return largest;
}
} // namespace audiotest
