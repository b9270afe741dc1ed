#pragma once

#include "Audio/MonoAudio.h"

#include <filesystem>
#include <string>
#include <vector>

namespace stochastick
{
// Pictures as PNG files, written whole or not at all; Error when that fails. Any thread.

/** The waveform above the spectrogram, with axes in ms and Hz. */
void plotSound (const std::filesystem::path& path, const MonoAudio& audio, const std::string& title);

struct LabelledSound
{
    MonoAudio audio;
    std::string label; ///< shortened where it does not fit
};

/** A grid of sounds, row by row: each with its label, length, peak, waveform and spectrogram. All times share one
    scale, that of the longest sound. Throws UsageError when there is no sound or no column, or when the picture would
    be more than 30,000 pixels high. */
void plotContactSheet (const std::filesystem::path& path, const std::vector<LabelledSound>& sounds, int columns);

/** Points joined by lines. Points that are not finite (or not positive on a logarithmic axis) leave a gap. */
struct Curve
{
    std::string name;
    std::vector<double> xs;
    std::vector<double> ys; ///< as many as xs
};

/** Curves over one pair of axes, with a legend. Throws UsageError when a curve has not as many ys as xs. */
void plotCurves (const std::filesystem::path& path, const std::string& title, const std::string& xLabel,
                 const std::string& yLabel, const std::vector<Curve>& curves, bool logY);
} // namespace stochastick
