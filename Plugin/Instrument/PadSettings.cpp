#include "Instrument/PadSettings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
void limit (float& value, float low, float high, float otherwise) noexcept
{
    value = std::isnan (value) ? otherwise : std::clamp (value, low, high);
}
} // namespace

PadSettings inRange (const PadSettings& settings) noexcept
{
    constexpr PadSettings usual;
    auto result = settings;

    limit (result.levelDb, PadSettings::silentDb, 12.0f, usual.levelDb);
    limit (result.pan, -1.0f, 1.0f, usual.pan);
    limit (result.tuneSemitones, -24.0f, 24.0f, usual.tuneSemitones);
    limit (result.startMs, 0.0f, 500.0f, usual.startMs);
    limit (result.attackMs, 0.0f, 500.0f, usual.attackMs);
    limit (result.decayMs, 10.0f, PadSettings::longestDecayMs, usual.decayMs);
    limit (result.cutoffHz, 20.0f, PadSettings::openCutoffHz, usual.cutoffHz);
    limit (result.resonance, 0.5f, 10.0f, usual.resonance);
    limit (result.velocityToLevel, 0.0f, 1.0f, usual.velocityToLevel);
    result.chokeGroup = std::clamp (result.chokeGroup, 0, 8);
    result.bus = std::clamp (result.bus, 0, busCount - 1);
    result.note = std::clamp (result.note, -1, 127);

    return result;
}

int defaultNote (int pad) noexcept
{
    constexpr std::array<int, padCount> notes { 35, 36, 37, 38, 39, 40, 41, 42, 44, 45, 46, 48, 49, 51, 56, 63 };

    return pad >= 0 && pad < padCount ? notes[static_cast<std::size_t> (pad)] : -1;
}

StereoGain stereoGain (const PadSettings& settings) noexcept
{
    if (settings.levelDb <= PadSettings::silentDb)
        return { 0.0f, 0.0f };

    const auto level = std::pow (10.0, static_cast<double> (settings.levelDb) / 20.0);
    const auto angle = (static_cast<double> (settings.pan) + 1.0) * std::numbers::pi / 4.0;
    const auto left = settings.pan >= 1.0f ? 0.0 : std::numbers::sqrt2 * std::cos (angle);

    return { static_cast<float> (level * left), static_cast<float> (level * std::numbers::sqrt2 * std::sin (angle)) };
}

float velocityGain (const PadSettings& settings, float velocity) noexcept
{
    return 1.0f - settings.velocityToLevel + settings.velocityToLevel * velocity * velocity;
}
} // namespace stochastick
