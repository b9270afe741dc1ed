#pragma once

namespace stochastick
{
inline constexpr int padCount = 16, busCount = 8;

/** How a pad is played. Level, pan, mute, solo and the low-pass filter's cutoff are followed while it sounds, smoothly;
    everything else is taken when a hit starts. */
struct PadSettings
{
    static constexpr float silentDb = -60.0f;
    static constexpr float longestDecayMs = 10000.0f;
    static constexpr float openCutoffHz = 20000.0f;

    float levelDb = 0.0f;            ///< silentDb…12; silentDb is silence itself
    float pan = 0.0f;                ///< −1 left … 1 right, constant power, 0 dB in the middle
    float tuneSemitones = 0.0f;      ///< −24…24
    float startMs = 0.0f;            ///< 0…500, left out at the beginning
    float attackMs = 0.0f;           ///< 0…500
    float decayMs = longestDecayMs;  ///< 10…longestDecayMs, time to fall by 60 dB; longestDecayMs: no decay
    float cutoffHz = openCutoffHz;   ///< 20…openCutoffHz; openCutoffHz: no filter
    float resonance = 0.707f;        ///< the filter's Q, 0.5…10
    float velocityToLevel = 1.0f;    ///< 0…1; 1: level = (velocity / 127)², 0: as if every hit had velocity 127
    bool mute = false, solo = false; ///< a solo anywhere silences the pads that are not soloed
    bool oneShot = true;             ///< false: a note off ends the sound
    int chokeGroup = 0;              ///< 0: none; 1…8: a hit ends what sounds of its group
    int bus = 0;                     ///< 0…busCount − 1
    int note = -1;                   ///< MIDI 0…127; −1: none

    bool operator== (const PadSettings&) const = default;
};

/** Every value brought into its range; the default for one that is not a number. */
PadSettings inRange (const PadSettings& settings) noexcept;

/** General MIDI percussion note of a pad of the default kit, in the order of generalMidiKit(); −1 for a pad there is not. */
int defaultNote (int pad) noexcept;

/** Amplitudes. */
struct StereoGain
{
    float left = 1.0f, right = 1.0f;
};

/** What level and pan make of a sound in mono. */
StereoGain stereoGain (const PadSettings& settings) noexcept;

/** Amplitude of a hit. @param velocity  0…1 */
float velocityGain (const PadSettings& settings, float velocity) noexcept;
} // namespace stochastick
