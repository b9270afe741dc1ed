#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <torch/types.h>

namespace stochastick
{
/** What a safetensors file holds: named tensors and text metadata. */
struct Safetensors
{
    std::map<std::string, torch::Tensor> tensors; ///< on the CPU
    std::map<std::string, std::string> metadata;
};

/** Reads float64, float32, float16, bfloat16, int64, int32 and uint8 tensors, each kept in its type.
    Every offset and size is checked before it is used; throws Error that says what is wrong with the file. */
Safetensors readSafetensors (const std::filesystem::path& path);

/** The header's metadata alone, without reading the weights. */
std::map<std::string, std::string> readSafetensorsMetadata (const std::filesystem::path& path);

/** Written to a temporary file and renamed. Tensors are stored contiguously, in the order of their names. */
void writeSafetensors (const std::filesystem::path& path, const Safetensors& content);
} // namespace stochastick
