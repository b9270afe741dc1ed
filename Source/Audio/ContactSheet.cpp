#include "Audio/ColourMap.h"
#include "Audio/Features.h"
#include "Audio/Font.h"
#include "Audio/Plot.h"
#include "Audio/SoundPanels.h"
#include "Support/Error.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace stochastick
{
namespace
{
constexpr int margin = 16;
constexpr int gap = 14;
constexpr int cellWidth = 300;
constexpr int captionHeight = 15;
constexpr int waveHeight = 56;
constexpr int spectrumHeight = 96;
constexpr int cellHeight = captionHeight + waveHeight + 2 + spectrumHeight;

std::string captionOf (const MonoAudio& audio)
{
    std::array<char, 64> text {};
    std::snprintf (text.data(), text.size(), "%.0f ms  %.1f dB", audio.seconds() * 1000.0, measure (audio).peakDb);
    return text.data();
}

void drawCell (Canvas& canvas, int x, int y, const LabelledSound& sound, double longestSeconds)
{
    const auto caption = captionOf (sound.audio);
    const auto captionWidth = textWidth (caption);
    canvas.text (x, y + 2, shortenedText (sound.label, cellWidth - captionWidth - gap), plotTheme.text);
    canvas.text (x + cellWidth - captionWidth, y + 2, caption, plotTheme.faintText);

    const Box wave { x, y + captionHeight, cellWidth, waveHeight };
    const Box spectrum { x, wave.bottom() + 2, cellWidth, spectrumHeight };
    canvas.fill (wave, plotTheme.panel);
    canvas.fill (spectrum, plotTheme.panel);

    const double part = longestSeconds > 0.0 ? sound.audio.seconds() / longestSeconds : 1.0;
    const auto width = std::clamp (static_cast<int> (cellWidth * part + 0.5), 1, cellWidth);
    drawWaveform (canvas, { wave.x, wave.y, width, wave.height }, sound.audio);
    drawSpectrogram (canvas, { spectrum.x, spectrum.y, width, spectrum.height }, sound.audio, 2048);
}
} // namespace

void plotContactSheet (const std::filesystem::path& path, const std::vector<LabelledSound>& sounds, int columns)
{
    if (sounds.empty() || columns < 1)
        throw UsageError ("A contact sheet needs at least one sound and one column.");

    const auto count = static_cast<int> (sounds.size());
    const int used = std::min (columns, count);
    const int rows = (count + used - 1) / used;
    Canvas canvas (2 * margin + used * cellWidth + (used - 1) * gap, 2 * margin + rows * cellHeight + (rows - 1) * gap,
                   plotTheme.background);
    double longestSeconds = 0.0;

    for (const auto& sound : sounds)
        longestSeconds = std::max (longestSeconds, sound.audio.seconds());

    for (int i = 0; i < count; ++i)
        drawCell (canvas, margin + i % used * (cellWidth + gap), margin + i / used * (cellHeight + gap),
                  sounds[static_cast<std::size_t> (i)], longestSeconds);

    canvas.writePng (path);
}
} // namespace stochastick
