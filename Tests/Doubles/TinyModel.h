#pragma once

#include <cstdint>
#include <filesystem>

namespace stochastick::test
{
/** Samples that the tiny model makes when no length is asked for, and the step between the lengths that it can make. */
inline constexpr int tinyModelLength = 4096, tinyModelLengthStep = 128;

/** Writes weights.safetensors with random weights into the folder: nine classes, about 1 ms a network call. What it
    makes is noise, but noise that depends on all of the recipe. Needs no trained weights. */
void writeTinyModel (const std::filesystem::path& folder, std::uint64_t seed = 1);

/** The folder of one such model, named "tiny", for the whole run of the tests. */
const std::filesystem::path& tinyModel();
} // namespace stochastick::test
