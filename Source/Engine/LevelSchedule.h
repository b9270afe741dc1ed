#pragma once

#include "Diffusion/LearnedLevels.h"
#include "Engine/Generator.h"

#include <filesystem>
#include <functional>

namespace stochastick
{
struct LevelScheduleRequest
{
    GeneratorOptions generator;
    std::filesystem::path data; ///< folder of sounds as for training (its held-out part is used); empty: procedural drums
    int soundsPerClass = 4;
    int levels = 96;       ///< of the fine grid, log-uniform over the model's range
    double guidance = 1.5; ///< of the paths whose moves are measured
    std::uint64_t seed = 1;
};

struct LevelSchedule
{
    LearnedLevels levels;
    std::filesystem::path folder; ///< of the model
    std::string weightHash;
    int sounds = 0;
};

/** Measures the learned levels of a model (Diffusion/LevelCosts.h). Throws Error, Cancelled. Worker thread. */
LevelSchedule learnLevels (const LevelScheduleRequest& request, const CancelToken& cancel,
                           const std::function<void (double done, const std::string& what)>& onProgress);
} // namespace stochastick
