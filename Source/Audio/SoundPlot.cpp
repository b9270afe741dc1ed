#include "Audio/ColourMap.h"
#include "Audio/Features.h"
#include "Audio/Font.h"
#include "Audio/Plot.h"
#include "Audio/SoundPanels.h"
#include "Audio/Ticks.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace stochastick
{
namespace
{
constexpr int pictureWidth = 1000;
constexpr int pictureHeight = 680;
constexpr Box wavePanel { 72, 56, 828, 180 };
constexpr Box spectrumPanel { 72, 252, 828, 372 };
constexpr Box scalePanel { 918, 252, 14, 372 };
constexpr int labelOffset = capitalHeight / 2;

void drawLabelLeftOf (Canvas& canvas, Box panel, double y, const std::string& label)
{
    canvas.text (panel.x - 8 - textWidth (label), static_cast<int> (std::lround (y)) - labelOffset, label,
                 plotTheme.faintText);
}

std::string printed (const char* format, double value)
{
    std::array<char, 32> text {};
    std::snprintf (text.data(), text.size(), format, value);
    return text.data();
}

std::string summaryOf (const MonoAudio& audio, const DrumFeatures& features)
{
    return printed ("%.0f ms", audio.seconds() * 1000.0) + "   peak " + printed ("%.1f dB", features.peakDb) + "   decay "
           + printed ("%.0f ms", features.decaySeconds * 1000.0) + "   brightness "
           + printed ("%.0f Hz", features.brightnessHz);
}

void drawAmplitudeAxis (Canvas& canvas, double peakDb)
{
    const double peak = std::pow (10.0, peakDb / 20.0);
    drawLabelLeftOf (canvas, wavePanel, wavePanel.y + labelOffset, printed ("%.2f", peak));
    drawLabelLeftOf (canvas, wavePanel, wavePanel.y + wavePanel.height / 2, "0");
    drawLabelLeftOf (canvas, wavePanel, wavePanel.bottom() - labelOffset, printed ("-%.2f", peak));
}

void drawFrequencyAxis (Canvas& canvas, const MonoAudio& audio)
{
    const double topHz = spectrogramTopHz (audio);

    for (const auto hz : { 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0 })
    {
        if (hz > topHz)
            break;

        const double y = spectrogramY (spectrumPanel, hz, topHz);
        canvas.fill ({ spectrumPanel.x - 4, static_cast<int> (std::lround (y)), 4, 1 }, plotTheme.faintText);
        drawLabelLeftOf (canvas, spectrumPanel, y,
                         hz < 1000.0 ? printed ("%.0f Hz", hz) : printed ("%.0f kHz", hz / 1000.0));
    }
}

void drawTimeAxis (Canvas& canvas, double milliseconds)
{
    for (const auto tick : linearTicks (0.0, milliseconds, 12))
    {
        const auto x = spectrumPanel.x + static_cast<int> (std::lround ((spectrumPanel.width - 1) * tick / milliseconds));
        const auto label = tickLabel (tick);
        canvas.fill ({ x, spectrumPanel.bottom(), 1, 4 }, plotTheme.faintText);
        canvas.text (x - textWidth (label) / 2, spectrumPanel.bottom() + 9, label, plotTheme.faintText);
    }

    canvas.text (spectrumPanel.x + spectrumPanel.width / 2 - textWidth ("ms") / 2, spectrumPanel.bottom() + 26, "ms",
                 plotTheme.faintText);
}

void drawLevelScale (Canvas& canvas)
{
    for (int row = 0; row < scalePanel.height; ++row)
        canvas.fill ({ scalePanel.x, scalePanel.y + row, scalePanel.width, 1 },
                     heatColour (1.0 - static_cast<double> (row) / (scalePanel.height - 1)));

    for (double decibels = 0.0; decibels <= spectrogramRangeDb; decibels += 20.0)
    {
        const auto y = scalePanel.y + static_cast<int> ((scalePanel.height - 1) * decibels / spectrogramRangeDb);
        canvas.text (scalePanel.right() + 8, y - labelOffset, printed ("%.0f dB", -decibels + 0.0), plotTheme.faintText);
    }
}
} // namespace

void plotSound (const std::filesystem::path& path, const MonoAudio& audio, const std::string& title)
{
    Canvas canvas (pictureWidth, pictureHeight, plotTheme.background);
    const auto features = measure (audio);
    const auto summary = summaryOf (audio, features);

    canvas.text (wavePanel.x, 22, shortenedText (title, (wavePanel.width - textWidth (summary) - 24) / 2), plotTheme.text,
                 2);
    canvas.text (wavePanel.right() - textWidth (summary), 29, summary, plotTheme.faintText);
    drawWaveform (canvas, wavePanel, audio);
    drawAmplitudeAxis (canvas, features.peakDb);
    drawSpectrogram (canvas, spectrumPanel, audio, 4096);
    drawFrequencyAxis (canvas, audio);
    drawTimeAxis (canvas, audio.seconds() * 1000.0);
    drawLevelScale (canvas);
    canvas.writePng (path);
}
} // namespace stochastick
