#include "Training/DrumSynthesis.h"

#include "Support/Error.h"
#include "Training/DrumVoices/Voices.h"
#include "Training/SynthesisEffects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
using namespace drums;

struct DrumClass
{
    const char* name;
    void (*render) (Signal&, SynthesisRandom&);
    Colouring colouring;
};

const std::array<DrumClass, 9> classes { {
    { "kick", renderKick, { .roomChance = 0.45, .roomLevel = 0.15 } },
    { "snare", renderSnare, { .roomChance = 0.65, .roomLevel = 0.4 } },
    { "clap", renderClap, { .roomChance = 0.8, .roomLevel = 0.6 } },
    { "rimshot", renderRimshot, { .roomChance = 0.75, .roomLevel = 0.5 } },
    { "hat_closed", renderClosedHat, { .roomChance = 0.5, .roomLevel = 0.3 } },
    { "hat_open", renderOpenHat, { .roomChance = 0.4, .roomLevel = 0.25 } },
    { "tom", renderTom, { .roomChance = 0.6, .roomLevel = 0.3 } },
    { "cymbal", renderCymbal, { .roomChance = 0.3, .roomLevel = 0.2 } },
    { "percussion", renderPercussion, { .roomChance = 0.6, .roomLevel = 0.4 } },
} };

constexpr int shortest = 2048;         // samples
constexpr std::size_t preRoll = 1024;  // room for a late onset
constexpr std::size_t silentEnd = 256; // samples, 5.8 ms
constexpr double peakLevel = 0.9;

/** Moves the first audible sample to the start and cuts to length. */
void alignOnset (Signal& signal, std::size_t samples)
{
    const double audible = 0.01 * largestMagnitude (signal);
    const auto onset = std::find_if (signal.begin(), signal.end(), [=] (double x) { return std::abs (x) >= audible; });
    const auto shift = std::min (onset - signal.begin(), static_cast<std::ptrdiff_t> (preRoll));
    signal.erase (signal.begin(), signal.begin() + shift);
    signal.resize (samples);
}

/** A striker needs a moment to land: no sound starts with a step. */
void fadeIn (Signal& signal, double samples)
{
    for (std::size_t i = 0; static_cast<double> (i) + 1.0 < samples; ++i)
        signal[i] *= (static_cast<double> (i) + 1.0) / samples;
}

/** Half a cosine down to exact zeros; whatever falls under −100 dB before is silence too. */
void fadeOut (Signal& signal, std::size_t fade)
{
    const std::size_t end = signal.size() - silentEnd;
    for (std::size_t i = 0; i < fade; ++i)
        signal[end - fade + i] *=
            0.5 + 0.5 * std::cos (std::numbers::pi * static_cast<double> (i) / static_cast<double> (fade));
    const double inaudible = 1.0e-5 * largestMagnitude (signal);
    std::fill (signal.begin() + static_cast<std::ptrdiff_t> (end), signal.end(), 0.0);
    for (std::size_t i = end; i > 0 && std::abs (signal[i - 1]) < inaudible; --i)
        signal[i - 1] = 0.0;
}

MonoAudio finished (Signal& signal, std::size_t samples, SynthesisRandom& random)
{
    highPass (signal, 18.0);
    alignOnset (signal, samples);
    fadeIn (signal, random.logUniform (2.0, 16.0));
    fadeOut (signal, static_cast<std::size_t> (static_cast<double> (samples) * random.logUniform (0.05, 0.25)));
    const double gain = peakLevel / largestMagnitude (signal);
    MonoAudio audio;
    audio.samples.resize (samples);
    std::transform (signal.begin(), signal.end(), audio.samples.begin(),
                    [=] (double x) { return static_cast<float> (gain * x); });
    return audio;
}

void checkArguments (int drumClass, int samples)
{
    const auto count = static_cast<int> (classes.size());
    if (drumClass < 0 || drumClass >= count)
        throw UsageError ("There is no drum class " + std::to_string (drumClass) + " in the synthesis: give 0 to "
                          + std::to_string (count - 1) + ".");
    if (samples < shortest)
        throw UsageError ("A synthesised drum of " + std::to_string (samples) + " samples is too short: give "
                          + std::to_string (shortest) + " or more.");
}
} // namespace

const std::vector<std::string>& drumClasses()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const DrumClass& drum : classes)
            list.emplace_back (drum.name);
        return list;
    }();
    return names;
}

MonoAudio synthesiseDrum (int drumClass, std::uint64_t seed, int samples)
{
    checkArguments (drumClass, samples);
    const DrumClass& drum = classes[static_cast<std::size_t> (drumClass)];
    SynthesisRandom random (mixSeeds (static_cast<std::uint64_t> (drumClass), seed));
    const auto length = static_cast<std::size_t> (samples);
    Signal signal (length + preRoll);
    drum.render (signal, random);
    colour (signal, drum.colouring, random);
    return finished (signal, length, random);
}
} // namespace stochastick
