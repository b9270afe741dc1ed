#include "Instrument/PadStrip.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
constexpr double smoothingSeconds = 0.005;

void fill (Ramp& ramp, float* values, int frames) noexcept
{
    if (ramp.isMoving())
        std::generate_n (values, frames, [&ramp] { return static_cast<float> (ramp.next()); });
    else
        std::fill_n (values, frames, static_cast<float> (ramp.current()));
}
} // namespace

void PadStrip::prepare (double sampleRate) noexcept
{
    rate = sampleRate;
    arrive();
}

void PadStrip::aim (const PadSettings& settings, bool silenced) noexcept
{
    const auto frames = static_cast<int> (smoothingSeconds * rate);
    const auto gain = silenced ? StereoGain { 0.0f, 0.0f } : stereoGain (settings);

    left.aim (static_cast<double> (gain.left), frames);
    right.aim (static_cast<double> (gain.right), frames);
    filtered.aim (settings.cutoffHz < PadSettings::openCutoffHz ? 1.0 : 0.0, frames);
    cutoff.aim (std::log2 (static_cast<double> (settings.cutoffHz)), frames);
}

void PadStrip::arrive() noexcept
{
    for (auto* ramp : { &left, &right, &filtered, &cutoff })
        ramp->arrive();
}

void PadStrip::read (StripChunk& chunk, int frames) noexcept
{
    chunk.cutoffMoves = cutoff.isMoving();
    chunk.anyFiltered = filtered.isMoving() || filtered.current() > 0.0;

    fill (left, chunk.left.data(), frames);
    fill (right, chunk.right.data(), frames);
    fill (filtered, chunk.filtered.data(), frames);

    if (chunk.cutoffMoves)
        std::generate_n (chunk.warped.begin(), frames, [this] {
            cutoff.next();
            return warpedCutoff();
        });
    else if (chunk.anyFiltered)
        std::fill_n (chunk.warped.begin(), frames, warpedCutoff());
}

double PadStrip::warpedCutoff() const noexcept
{
    return std::tan (std::numbers::pi * std::min (std::exp2 (cutoff.current()) / rate, 0.49));
}
} // namespace stochastick
