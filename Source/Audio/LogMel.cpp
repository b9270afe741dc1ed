#include "Audio/Features.h"
#include "Audio/MelScale.h"
#include "Audio/SpectrumAnalyser.h"
#include "Support/Error.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
/** A triangle of area 1 over a frequency axis. */
struct Triangle
{
    double low, centre, high; ///< Hz

    double areaBelow (double hz) const
    {
        if (hz <= low)
            return 0.0;

        if (hz >= high)
            return 1.0;

        const double width = high - low;
        return hz < centre ? (hz - low) * (hz - low) / (width * (centre - low))
                           : 1.0 - (high - hz) * (high - hz) / (width * (high - centre));
    }
};

/** The weights of the bins from `first` on. */
struct Band
{
    std::size_t first = 0;
    std::vector<double> weights;
};

Band bandOf (const Triangle& triangle, double binHz, int lastBin)
{
    Band band;
    band.first = static_cast<std::size_t> (triangle.low / binHz + 0.5);

    for (auto bin = static_cast<int> (band.first); bin <= lastBin && (bin - 0.5) * binHz < triangle.high; ++bin)
    {
        const double below = bin == 0 ? 0.0 : triangle.areaBelow ((bin - 0.5) * binHz);
        const double upTo = bin == lastBin ? 1.0 : triangle.areaBelow ((bin + 0.5) * binHz);
        band.weights.push_back (upTo - below);
    }

    return band;
}

std::vector<Band> makeBands (const LogMelSettings& settings, double highHz, int sampleRate)
{
    const double lowMel = melFromHz (settings.lowHz);
    const double step = (melFromHz (highHz) - lowMel) / (settings.bands + 1);
    const double binHz = static_cast<double> (sampleRate) / settings.fftSize;
    std::vector<Band> bands;

    for (int i = 0; i < settings.bands; ++i)
    {
        const Triangle triangle { hzFromMel (lowMel + i * step), hzFromMel (lowMel + (i + 1) * step),
                                  hzFromMel (lowMel + (i + 2) * step) };
        bands.push_back (bandOf (triangle, binHz, settings.fftSize / 2));
    }

    return bands;
}

double powerIn (const Band& band, const std::vector<double>& power)
{
    double sum = 0.0;

    for (std::size_t i = 0; i < band.weights.size(); ++i)
        sum += band.weights[i] * power[band.first + i];

    return sum;
}
} // namespace

MelSpectrogram logMel (const MonoAudio& audio, const LogMelSettings& settings)
{
    const double highHz = std::min (settings.highHz, 0.5 * audio.sampleRate);

    if (settings.bands < 1 || settings.hop < 1 || settings.lowHz < 0.0 || settings.lowHz >= highHz)
        throw UsageError ("A mel spectrogram needs at least one band, a hop of at least one sample, and a low frequency "
                          "from 0 Hz to below the high one.");

    SpectrumAnalyser analyser (settings.fftSize, settings.fftSize);
    const auto bands = makeBands (settings, highHz, audio.sampleRate);
    const double floor = std::pow (10.0, settings.floorDb / 10.0);
    const auto frames = static_cast<int> (audio.samples.size() / static_cast<std::size_t> (settings.hop)) + 1;
    MelSpectrogram mel { settings.bands, frames, {} };
    mel.values.reserve (static_cast<std::size_t> (frames) * bands.size());

    for (int frame = 0; frame < frames; ++frame)
    {
        const auto& power = analyser.powerAround (audio.samples, std::ptrdiff_t { frame } * settings.hop);

        for (const auto& band : bands)
            mel.values.push_back (static_cast<float> (std::log (std::max (floor, powerIn (band, power)))));
    }

    return mel;
}
} // namespace stochastick
