#include "Training/Artefacts.h"

#include "Audio/Features.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <torch/fft.h>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int binsAround = 12; // on each side of a line, without the three next to it

double attackOf (const MonoAudio& audio)
{
    const auto window = std::max (1, static_cast<int> (0.001 * audio.sampleRate));
    double power = 0, most = 0;
    std::size_t loudest = 0;

    for (std::size_t i = 0; i < audio.samples.size(); ++i)
    {
        power += (std::pow (static_cast<double> (audio.samples[i]), 2) - power) / window;

        if (power > most)
        {
            most = power;
            loudest = i;
        }
    }

    return std::max (0.0, static_cast<double> (loudest) / audio.sampleRate - measure (audio).onsetSeconds);
}

double riseOf (const MonoAudio& audio)
{
    constexpr double lowest = 1e-6; // of the peak: −60 dB
    const auto window = std::max (1, static_cast<int> (0.02 * audio.sampleRate)), hop = std::max (1, window / 4);
    std::vector<double> energies;

    for (std::size_t first = 0; first + static_cast<std::size_t> (window) <= audio.samples.size();
         first += static_cast<std::size_t> (hop))
        energies.push_back (
            std::accumulate (audio.samples.begin() + static_cast<std::ptrdiff_t> (first),
                             audio.samples.begin() + static_cast<std::ptrdiff_t> (first) + window, 0.0,
                             [] (double sum, float x) { return sum + static_cast<double> (x) * static_cast<double> (x); }));

    const auto peak = std::max_element (energies.begin(), energies.end());
    double least = 1.0, rise = 1.0;

    for (auto energy = peak; energy != energies.end() && *peak > 0.0; ++energy)
    {
        const auto relative = std::max (lowest, *energy / *peak);
        least = std::min (least, relative);
        rise = std::max (rise, relative / least);
    }

    return 10.0 * std::log10 (rise);
}

/** Power by frequency, of Hann windows of `size` samples that overlap by half, averaged. (size / 2 + 1) */
Tensor welchSpectrum (const MonoAudio& audio, int size)
{
    auto samples = torch::tensor (audio.samples, torch::kFloat64);

    if (samples.size (0) < size)
        samples = torch::constant_pad_nd (samples, { 0, size - samples.size (0) });

    const auto windows = samples.unfold (0, size, size / 2) * torch::hann_window (size, torch::kFloat64);
    return torch::fft::rfft (windows).abs().square().mean (0);
}

double frameLineOf (const MonoAudio& audio, int frameSize)
{
    constexpr int binsPerLine = 128; // from one line to the next, whatever the rate
    const auto spectrum = welchSpectrum (audio, binsPerLine * frameSize) + 1e-12;
    const auto lines = frameSize / 2 - 1;
    double sum = 0;

    for (int line = 1; line <= lines; ++line)
    {
        const auto middle = line * binsPerLine;
        const auto around = torch::cat ({ spectrum.slice (0, middle - 3 - binsAround, middle - 3),
                                          spectrum.slice (0, middle + 4, middle + 4 + binsAround) });
        sum += 10.0 * (spectrum[middle] / around.median()).log10().item<double>();
    }

    return sum / lines;
}
} // namespace

int clippedSamples (const std::vector<float>& samples, float level, int atLeast)
{
    int clipped = 0, inARow = 0;

    for (std::size_t i = 0; i <= samples.size(); ++i)
    {
        if (i < samples.size() && std::abs (samples[i]) >= level)
        {
            ++inARow;
            continue;
        }

        clipped += inARow >= atLeast ? inARow : 0;
        inARow = 0;
    }

    return clipped;
}

Artefacts measureArtefacts (const MonoAudio& audio, int frameSize)
{
    constexpr float fullScale = 0.9999f;
    return { attackOf (audio), clippedSamples (audio.samples, fullScale, 2), riseOf (audio),
             frameLineOf (audio, frameSize) };
}
} // namespace stochastick
