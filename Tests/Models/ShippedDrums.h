#pragma once

#include "Audio/MemoryFlac.h"
#include "Engine/Generator.h"
#include "Training/SoundEmbedding.h"

#include <map>
#include <torch/utils.h>

/** What the tests of the shipped weights share. */
namespace stochastick::shipped
{
inline constexpr auto modelFolder = STOCHASTICK_MODELS_FOLDER "/drums";
inline const std::vector<std::string> someClasses { "snare", "tom", "hat_open" };

inline Generator& generator()
{
    static Generator made ({ modelFolder, "cpu" });
    return made;
}

inline Recipe recipeOf (const std::string& drumClass, std::uint64_t seed, int steps = Recipe {}.steps)
{
    Recipe recipe;
    recipe.classes = { { drumClass, 1.0 } };
    recipe.seed = seed;
    recipe.steps = steps;
    return recipe;
}

inline MonoAudio make (const Recipe& recipe)
{
    return generator().make (recipe, {}, {}).audio;
}

/** The sound of a seed, made once. */
inline const MonoAudio& drum (const std::string& drumClass, std::uint64_t seed)
{
    static std::map<std::pair<std::string, std::uint64_t>, MonoAudio> made;
    const auto [place, isNew] = made.try_emplace ({ drumClass, seed });

    if (isNew)
        place->second = make (recipeOf (drumClass, seed));

    return place->second;
}

inline SourceSound drumSource (const std::string& drumClass, std::uint64_t seed)
{
    auto audio = drum (drumClass, seed);
    quantiseTo24Bits (audio);
    return { audio.samples, audio.sampleRate, { { drumClass, 1.0 } } };
}

/** RMS of the difference of log-mel energies, dB. */
inline double distance (const MonoAudio& a, const MonoAudio& b)
{
    return 4.342944819 * (embedSound (a) - embedSound (b)).square().mean().sqrt().item<double>();
}
} // namespace stochastick::shipped
