#include "Audio/SpectrumAnalyser.h"

#include "Support/Error.h"

#include <cmath>
#include <numbers>
#include <string>

namespace stochastick
{
SpectrumAnalyser::SpectrumAnalyser (int window, int fftSize)
    : fft (fftSize)
{
    if (window < 2 || window > fftSize)
        throw UsageError ("The window of " + std::to_string (window) + " samples must be 2 to " + std::to_string (fftSize)
                          + " samples long.");

    frame.resize (static_cast<std::size_t> (fftSize));
    power.resize (static_cast<std::size_t> (fftSize) / 2 + 1);

    // A Hann window sums to half its length, and a sine puts half its amplitude into its bin.
    for (int i = 0; i < window; ++i)
        weights.push_back ((1.0 - std::cos (2.0 * std::numbers::pi * (i + 0.5) / window)) * 2.0 / window);
}

const std::vector<double>& SpectrumAnalyser::powerAround (const std::vector<float>& samples, std::ptrdiff_t centre)
{
    const auto start = centre - static_cast<std::ptrdiff_t> (weights.size() / 2);
    const auto length = static_cast<std::ptrdiff_t> (samples.size());

    for (std::size_t i = 0; i < weights.size(); ++i)
    {
        const auto position = start + static_cast<std::ptrdiff_t> (i);
        const bool inside = position >= 0 && position < length;
        frame[i] = inside ? samples[static_cast<std::size_t> (position)] * weights[i] : 0.0;
    }

    const auto& spectrum = fft.transform (frame);

    for (std::size_t k = 0; k < power.size(); ++k)
        power[k] = std::norm (spectrum[k]);

    return power;
}
} // namespace stochastick
