#include "Training/DrumSet.h"

#include "Training/DrumSynthesis.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace stochastick
{
namespace
{
MonoAudio noiseUnder (const MonoAudio& sound, std::mt19937_64& random)
{
    constexpr double seconds = 0.005;
    auto noise = sound;
    double power = 0.0;

    for (auto& sample : noise.samples)
    {
        power += (static_cast<double> (sample) * static_cast<double> (sample) - power) / (seconds * sound.sampleRate);
        sample = static_cast<float> (std::sqrt (3.0 * power) * (static_cast<double> (random() >> 11) * 0x1p-52 - 1.0));
    }

    return noise;
}
} // namespace

DrumSet drumSetOf (const std::vector<Example>& examples, int sampleRate)
{
    DrumSet set (drumClasses().size());
    std::map<std::string, int> groups;

    for (const auto& example : examples)
    {
        const std::filesystem::path file = example.file;
        const auto key = (file.parent_path() / takeGroup (file.stem().string())).string();
        const auto group = groups.try_emplace (key, static_cast<int> (groups.size())).first->second;
        set.at (static_cast<std::size_t> (example.drumClass)).push_back ({ { example.samples, sampleRate }, group });
    }

    return set;
}

DrumSet someOf (const DrumSet& set, int perClass)
{
    DrumSet some (set.size());

    for (std::size_t c = 0; c < set.size(); ++c)
    {
        const auto count = std::min (set[c].size(), static_cast<std::size_t> (perClass));

        for (std::size_t i = 0; i < count; ++i)
            some[c].push_back (set[c][i * set[c].size() / count]);
    }

    return some;
}

DrumSet proceduralDrums (int perClass, int length, const DrumSet& like)
{
    constexpr std::uint64_t firstSeed = 900'000;
    DrumSet set (drumClasses().size());

    for (std::size_t c = 0; c < set.size(); ++c)
        for (int i = 0; i < perClass && ! like[c].empty(); ++i)
            set[c].push_back ({ synthesiseDrum (static_cast<int> (c), firstSeed + static_cast<std::uint64_t> (i), length) });

    return set;
}

DrumSet envelopedNoise (const DrumSet& drums)
{
    std::mt19937_64 random (1);
    auto set = drums;

    for (auto& ofClass : set)
        for (auto& drum : ofClass)
            drum.audio = noiseUnder (drum.audio, random);

    return set;
}
} // namespace stochastick
