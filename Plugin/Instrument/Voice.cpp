#include "Instrument/Voice.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr double giveWaySeconds = 0.002;
constexpr double startFadeMs = 1.0;
constexpr double youngSeconds = 0.01;
constexpr double levelFallSeconds = 0.05;
constexpr float smallestLevel = 1e-20f; // denormal numbers are slow

double decayFrames (const PadSettings& settings, double framesPerMs) noexcept
{
    return settings.decayMs >= PadSettings::longestDecayMs ? 0.0 : static_cast<double> (settings.decayMs) * framesPerMs;
}
} // namespace

void Voice::start (const Hit& newHit, const PadSettings& settings, LoadedSound& newSound, const SoundZone& zone,
                   double sampleRate, const SincTables& tables) noexcept
{
    const auto framesPerMs = sampleRate / 1000.0;
    const auto ratio = zone.sampleRate / sampleRate * std::exp2 (static_cast<double> (settings.tuneSemitones) / 12.0);
    const auto firstSample = std::llround (static_cast<double> (settings.startMs) * zone.sampleRate / 1000.0);
    const auto attackMs = std::max (static_cast<double> (settings.attackMs), firstSample > 0 ? startFadeMs : 0.0);

    hit = newHit;
    sound = &newSound;
    sound->beginUse();
    reader.start (zone, ratio, firstSample, tables);
    lowPass.start (static_cast<double> (settings.resonance));
    envelope.start (attackMs * framesPerMs, decayFrames (settings, framesPerMs));
    rate = sampleRate;
    age = 0.0;
    gain = velocityGain (settings, hit.velocity);
    level = 0.0f;
    levelFall = static_cast<float> (std::exp (-1.0 / (levelFallSeconds * rate)));
    oneShot = settings.oneShot;
    givesWay = false;
    group = settings.chokeGroup;
    outputBus = settings.bus;
}

void Voice::giveWay() noexcept
{
    givesWay = true;
    fadeOut (giveWaySeconds);
}

void Voice::stop() noexcept
{
    if (sound != nullptr)
        sound->endUse();

    sound = nullptr;
}

bool Voice::isYoung() const noexcept
{
    return age < youngSeconds * rate;
}

void Voice::render (const StripChunk& strip, float* left, float* right, int frames) noexcept
{
    std::array<float, chunkFrames> samples, gains;
    const auto ofSound = reader.read (samples.data(), frames);

    if (strip.anyFiltered)
        filter (samples.data(), frames, ofSound, strip);
    else
        lowPass.silence();

    envelope.read (gains.data(), frames);

    for (std::size_t i = 0; i < static_cast<std::size_t> (frames); ++i)
    {
        const auto sample = samples[i] * (gains[i] * gain);
        const auto toLeft = sample * strip.left[i], toRight = sample * strip.right[i];
        left[i] += toLeft;
        right[i] += toRight;
        level = std::max ({ level * levelFall, std::abs (toLeft) + std::abs (toRight), smallestLevel });
    }

    age += frames;

    if (envelope.ended() || (reader.ended() && lowPass.isSilent()))
        stop();
}

void Voice::filter (float* samples, int frames, int ofSound, const StripChunk& strip) noexcept
{
    constexpr double quietInSound = 1e-15, quietAfterwards = 1e-6;
    lowPass.setCutoff (strip.warped[0]);

    for (int i = 0; i < frames; ++i)
    {
        const auto at = static_cast<std::size_t> (i);
        const auto amount = strip.filtered[at];

        if (strip.cutoffMoves)
            lowPass.setCutoff (strip.warped[at]);

        const auto low = lowPass.process (static_cast<double> (samples[i]), i < ofSound ? quietInSound : quietAfterwards);
        samples[i] += amount * (static_cast<float> (low) - samples[i]);

        if (amount <= 0.0f)
            lowPass.silence();
    }
}
} // namespace stochastick
