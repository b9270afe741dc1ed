#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>

namespace stochastick
{
/** What all files with weights of a network share. Worker thread. */

/** Throws Error: "…" is not a usable model: why. */
[[noreturn]] void throwUnusable (const std::filesystem::path& file, const std::string& why);

/** Copies stored tensors into the parameters of the same names. Every name, shape and value is checked: what is missing,
    too much, of another shape or not finite is said in a sentence (Error). */
void loadParameters (const std::filesystem::path& file, torch::nn::Module& network,
                     std::map<std::string, torch::Tensor> stored);

/** All parameters by their names. @param type  16-bit floats unless the network needs more */
std::map<std::string, torch::Tensor> storedParameters (const torch::nn::Module& network,
                                                       torch::ScalarType type = torch::kFloat16);

/** 16 hexadecimal digits that change with the file (FNV-1a): tells two files apart; no protection against forgery is meant. */
std::string hashOfFile (const std::filesystem::path& file);

std::int64_t parameterCountOf (const torch::nn::Module& network);
} // namespace stochastick
