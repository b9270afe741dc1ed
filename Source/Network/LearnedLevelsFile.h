#pragma once

#include "Diffusion/LearnedLevels.h"

#include <filesystem>
#include <optional>
#include <string>

namespace stochastick
{
// Learned levels lie beside the weights they were measured on, as levels.safetensors: tensors `ratios` (levels), `noise_loss`
// (levels), `move_error` (levels, levels) and `end_error` (levels), all float64. Any thread.

inline constexpr auto learnedLevelsFileName = "levels.safetensors";

/** None when the folder of the model has no such file; throws Error when the file cannot be used. */
std::optional<LearnedLevels> readLearnedLevels (const std::filesystem::path& folder);

/** Whole or not at all.
    @param weightHash  of the weights that were measured, for people who look */
void writeLearnedLevels (const std::filesystem::path& folder, const LearnedLevels& levels, const std::string& weightHash);
} // namespace stochastick
