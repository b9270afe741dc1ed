#include "Training/Augmentation.h"

#include "Audio/Resampler.h"
#include "Training/SynthesisEffects.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace stochastick
{
namespace
{
/** std::uniform_real_distribution differs between libraries. */
double uniform (std::mt19937_64& random, double low, double high)
{
    return low + (high - low) * static_cast<double> (random() >> 11) * 0x1p-53;
}

bool happens (std::mt19937_64& random, double share)
{
    return uniform (random, 0.0, 1.0) < share;
}

/** Only as far as there is sound: most drums are shorter than the frame they stand in. */
std::size_t soundingLength (const std::vector<float>& samples)
{
    const auto last = std::find_if (samples.rbegin(), samples.rend(), [] (float x) { return x != 0.0f; });
    return static_cast<std::size_t> (samples.rend() - last);
}

void fadeEnd (std::vector<float>& samples, std::size_t fade)
{
    for (std::size_t i = 0; i < std::min (fade, samples.size()); ++i)
        samples[samples.size() - 1 - i] *= static_cast<float> (i) / static_cast<float> (fade);
}

void changeSpeed (std::vector<float>& samples, double ratio)
{
    const auto length = samples.size();
    const auto sounding = soundingLength (samples);

    if (sounding < 64)
        return;

    samples.resize (sounding);
    samples = resampleByRatio (samples, ratio, ResampleQuality::fast);

    if (samples.size() > length)
    {
        samples.resize (length);
        fadeEnd (samples, 2048);
    }

    samples.resize (length, 0.0f);
}

/** First-order high shelf around `cornerHz`. */
void tilt (std::vector<float>& samples, double gainDb, double cornerHz)
{
    constexpr double sampleRate = 44100.0;
    const double pole = std::exp (-2.0 * M_PI * cornerHz / sampleRate);
    const double gain = std::pow (10.0, gainDb / 20.0);
    double low = 0.0;

    for (auto& sample : samples)
    {
        low += (1.0 - pole) * (static_cast<double> (sample) - low);
        sample = static_cast<float> (low + gain * (static_cast<double> (sample) - low));
    }
}

/** Early reflections and, half of the time, a short tail, at least 10 dB below the sound. */
void putIntoRoom (std::vector<float>& samples, std::mt19937_64& random)
{
    drums::SynthesisRandom draws (random());
    drums::Signal signal (samples.begin(), samples.end());
    const drums::Room room { .size = draws.logUniform (0.003, 0.03),
                             .decay = draws.chance (0.5) ? draws.logUniform (0.05, 0.4) : 0.0,
                             .level = draws.logUniform (0.03, 0.3),
                             .darkHz = draws.logUniform (3000.0, 14000.0) };
    drums::addRoom (signal, room, draws);
    std::transform (signal.begin(), signal.end(), samples.begin(), [] (double x) { return static_cast<float> (x); });
    fadeEnd (samples, 2048);
}

float peakOf (const std::vector<float>& samples)
{
    float peak = 0.0f;

    for (const float sample : samples)
        peak = std::max (peak, std::abs (sample));

    return peak;
}

void saturate (std::vector<float>& samples, double drive)
{
    for (auto& sample : samples)
        sample = static_cast<float> (std::tanh (drive * static_cast<double> (sample)) / drive);
}

void scaleToPeak (std::vector<float>& samples, double target)
{
    if (const double peak = static_cast<double> (peakOf (samples)); peak > 0.0)
        for (auto& sample : samples)
            sample = static_cast<float> (static_cast<double> (sample) * (target / peak));
}
} // namespace

std::vector<float> augment (const std::vector<float>& original, const AugmentationSettings& settings,
                            std::mt19937_64& random)
{
    auto samples = original;

    if (happens (random, settings.speedShare))
        changeSpeed (samples, std::exp2 (uniform (random, -settings.semitones, settings.semitones) / 12.0));

    if (happens (random, settings.tiltShare))
    {
        const auto gainDb = uniform (random, -settings.tiltDb, settings.tiltDb); // one draw a statement: their order counts
        tilt (samples, gainDb, std::exp (uniform (random, std::log (400.0), std::log (8000.0))));
        fadeEnd (samples, 256); // it rings on for a moment
    }

    if (settings.roomShare > 0.0 && happens (random, settings.roomShare))
        putIntoRoom (samples, random);

    if (happens (random, settings.saturationShare))
        saturate (samples, uniform (random, 1.0, 4.0));

    const auto level = std::pow (10.0, uniform (random, settings.quietestGainDb, 0.0) / 20.0);
    scaleToPeak (samples, happens (random, 1.0 - settings.flippedShare) ? level : -level);
    return samples;
}

std::vector<float> layered (const std::vector<float>& first, const std::vector<float>& second, std::mt19937_64& random)
{
    auto sum = first;
    auto over = second;
    over.resize (sum.size(), 0.0f);

    if (happens (random, 0.5))
    {
        const auto cornerHz = std::exp (uniform (random, std::log (150.0), std::log (3000.0)));
        tilt (sum, -120.0, cornerHz); // lows of the one
        auto lows = over;
        tilt (lows, -120.0, cornerHz);
        std::transform (over.begin(), over.end(), lows.begin(), over.begin(), std::minus<>());
    }
    else
    {
        const auto gain = static_cast<float> (std::pow (10.0, uniform (random, -15.0, -3.0) / 20.0));
        std::transform (over.begin(), over.end(), over.begin(), [gain] (float x) { return gain * x; });
    }

    std::transform (sum.begin(), sum.end(), over.begin(), sum.begin(), std::plus<>());
    return sum;
}
} // namespace stochastick
