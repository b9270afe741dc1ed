#include "Audio/SoundPanels.h"

#include "Audio/ColourMap.h"
#include "Audio/SpectrumAnalyser.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr int windowSamples = 1024;
constexpr double axisKneeHz = 150.0;

double axisFromHz (double hz)
{
    return std::log1p (hz / axisKneeHz);
}

double hzFromAxis (double position)
{
    return axisKneeHz * std::expm1 (position);
}

/** The samples that a column of the box shows: [first, second). */
std::pair<std::size_t, std::size_t> samplesOfColumn (std::size_t length, int column, int columns)
{
    const auto edge = [&] (int index) {
        return length * static_cast<std::size_t> (index) / static_cast<std::size_t> (columns);
    };
    return { edge (column), std::min (length, std::max (edge (column) + 1, edge (column + 1))) };
}

struct ColumnSummary
{
    double low = 0.0, high = 0.0, rms = 0.0;
};

ColumnSummary summarise (const std::vector<float>& samples, std::pair<std::size_t, std::size_t> range)
{
    ColumnSummary summary { samples[range.first], samples[range.first], 0.0 };

    for (auto i = range.first; i < range.second; ++i)
    {
        const double sample = samples[i];
        summary.low = std::min (summary.low, sample);
        summary.high = std::max (summary.high, sample);
        summary.rms += sample * sample;
    }

    summary.rms = std::sqrt (summary.rms / static_cast<double> (range.second - range.first));
    return summary;
}

/** A one-pixel column from `low` to `high`, both y, covered in proportion at its ends. */
void drawColumn (Canvas& canvas, Box box, int x, double top, double bottom, double opacity)
{
    for (int y = std::max (box.y, static_cast<int> (top)); y <= std::min (box.bottom() - 1, static_cast<int> (bottom)); ++y)
    {
        const double cover = std::min (bottom, y + 1.0) - std::max (top, static_cast<double> (y));
        canvas.blend (x, y, plotTheme.wave, opacity * std::clamp (cover, 0.0, 1.0));
    }
}

/** Decibels in the rows of one column, top row first, interpolated between the bins. */
std::vector<double> columnDecibels (const std::vector<double>& power, const std::vector<double>& rowBins)
{
    std::vector<double> column;

    for (const auto bin : rowBins)
    {
        const auto index = std::min (static_cast<std::size_t> (bin), power.size() - 2);
        const double value = std::lerp (power[index], power[index + 1], bin - static_cast<double> (index));
        column.push_back (10.0 * std::log10 (value + 1e-20));
    }

    return column;
}

std::vector<double> rowBinsOf (Box box, const MonoAudio& audio, int fftSize)
{
    const double top = axisFromHz (spectrogramTopHz (audio));
    const double low = axisFromHz (spectrogramLowHz);
    std::vector<double> bins;

    for (int row = 0; row < box.height; ++row)
        bins.push_back (hzFromAxis (top + (low - top) * (row + 0.5) / box.height) * fftSize / audio.sampleRate);

    return bins;
}
} // namespace

double spectrogramTopHz (const MonoAudio& audio)
{
    return std::min (spectrogramHighHz, 0.5 * audio.sampleRate);
}

double spectrogramY (Box box, double hz, double topHz)
{
    const double low = axisFromHz (spectrogramLowHz);
    return box.bottom() - 1 - (box.height - 1) * (axisFromHz (hz) - low) / (axisFromHz (topHz) - low);
}

void drawWaveform (Canvas& canvas, Box box, const MonoAudio& audio)
{
    const auto& samples = audio.samples;
    const double middle = box.y + 0.5 * box.height;
    double peak = 1e-9;

    for (const auto sample : samples)
        peak = std::max (peak, static_cast<double> (std::abs (sample)));

    const double scale = 0.5 * (box.height - 2) / peak;
    canvas.fill (box, plotTheme.panel);
    canvas.fill ({ box.x, static_cast<int> (middle), box.width, 1 }, plotTheme.grid);

    if (samples.empty())
        return;

    for (int column = 0; column < box.width; ++column)
    {
        const auto summary = summarise (samples, samplesOfColumn (samples.size(), column, box.width));
        const double top = middle - summary.high * scale - 0.5;
        const double bottom = middle - summary.low * scale + 0.5;
        drawColumn (canvas, box, box.x + column, top, bottom, 0.55);
        drawColumn (canvas, box, box.x + column, std::max (top, middle - summary.rms * scale),
                    std::min (bottom, middle + summary.rms * scale), 0.8);
    }
}

void drawSpectrogram (Canvas& canvas, Box box, const MonoAudio& audio, int fftSize)
{
    canvas.fill (box, plotTheme.panel);
    SpectrumAnalyser analyser (windowSamples, fftSize);
    const auto rowBins = rowBinsOf (box, audio, fftSize);
    std::vector<std::vector<double>> picture; // (columns, rows), dB
    double loudest = -100.0;                  // so that silence is dark

    for (int column = 0; column < box.width; ++column)
    {
        const double centre = static_cast<double> (audio.samples.size()) * (column + 0.5) / box.width;
        const auto& power = analyser.powerAround (audio.samples, static_cast<std::ptrdiff_t> (centre));
        picture.push_back (columnDecibels (power, rowBins));
        loudest = std::max (loudest, *std::max_element (picture.back().begin(), picture.back().end()));
    }

    for (int column = 0; column < box.width; ++column)
        for (int row = 0; row < box.height; ++row)
        {
            const double decibels = picture[static_cast<std::size_t> (column)][static_cast<std::size_t> (row)];
            canvas.set (box.x + column, box.y + row, heatColour (1.0 + (decibels - loudest) / spectrogramRangeDb));
        }
}
} // namespace stochastick
