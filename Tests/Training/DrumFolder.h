#pragma once

#include "Audio/SoundFile.h"
#include "Training/Dataset.h"
#include "Training/DrumSynthesis.h"

#include <filesystem>

namespace trainingtest
{
/** Names of drums that are held out, or not. */
inline std::vector<std::string> stems (bool heldOut, std::size_t count)
{
    std::vector<std::string> found;

    for (char a = 'a'; a <= 'z'; ++a)
        for (char b = 'a'; b <= 'z'; ++b)
            if (const std::string stem { a, b }; found.size() < count && stochastick::isHeldOut (stem) == heldOut)
                found.push_back (stem);

    return found;
}

inline void addSound (const std::filesystem::path& folder, int drumClass, const std::string& stem, std::uint64_t seed)
{
    const auto& name = stochastick::drumClasses()[static_cast<std::size_t> (drumClass)];
    std::filesystem::create_directories (folder / name);
    writeSoundFile (folder / name / (stem + ".wav"), stochastick::synthesiseDrum (drumClass, seed),
                    stochastick::SoundFormat::wav16);
}

/** A folder of procedural drums, as many of each class to train on and held out. */
inline void writeDrums (const std::filesystem::path& folder, std::size_t training, std::size_t heldOut)
{
    for (int drumClass = 0; drumClass < static_cast<int> (stochastick::drumClasses().size()); ++drumClass)
    {
        std::uint64_t seed = 0;

        for (const auto& stem : stems (false, training))
            addSound (folder, drumClass, stem, ++seed);

        for (const auto& stem : stems (true, heldOut))
            addSound (folder, drumClass, stem, ++seed);
    }
}
} // namespace trainingtest
