#pragma once

#include <filesystem>
#include <torch/nn/module.h>

namespace stochastick::test
{
/** What a model of CrashModel's length makes: 600 samples instead of 21,000. */
inline constexpr int crashModelLength = 600;

/** The folder of a model with CRASH's network, filled by the formula of CrashTestTools.h, for the whole run of the
    tests, named "crash". Its classifier is filled likewise, and hears 21,000 samples: 0.476 s. */
const std::filesystem::path& crashModel();

/** As CRASH's training code saves it: the current weights (all 0.01) and their average (those of the module). */
void writeCrashCheckpoint (const std::filesystem::path& file, const torch::nn::Module& averages);

/** As its classifier is published: a state_dict under "model". */
void writeStateDict (const std::filesystem::path& file, const torch::OrderedDict<std::string, torch::Tensor>& tensors);
} // namespace stochastick::test
