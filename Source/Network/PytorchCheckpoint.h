#pragma once

#include "Network/PickleValue.h"

#include <filesystem>
#include <map>
#include <torch/types.h>

namespace stochastick
{
/** What torch.save wrote (PyTorch 1.6 and later), read without Python and without running anything that is in it. */
struct PytorchCheckpoint
{
    Pickle content;
    std::vector<torch::Tensor> tensors; ///< in the order of content.tensors, on the CPU wherever they were saved
    std::filesystem::path path;         ///< for sentences; empty when the file was in memory

    /** Null when the value is no tensor. Tensors share memory where they did when saved, and may have any strides
        (an expanded one stays small): clone what is to be changed. */
    const torch::Tensor* tensorOf (const PickleValue& value) const;
};

/** Throws Error that says what is wrong with the file. A damaged weight cannot be noticed: PyTorch's checksums are
    optional and not looked at. */
PytorchCheckpoint readPytorchCheckpoint (const std::filesystem::path& path);

/** The same from a whole file in memory. */
PytorchCheckpoint parsePytorchCheckpoint (std::string_view bytes);

enum class CheckpointWeights
{
    averaged, ///< the exponential moving average, where the file has one, else the current ones
    current   ///< those that were being trained
};

/** The weights by name, of {"model": names to tensors, "ema_weights": list in the same order} (CRASH; the average may
    be missing) or of a bare state_dict. Throws Error that lists the keys found in any other file. */
std::map<std::string, torch::Tensor> namedTensors (const PytorchCheckpoint& checkpoint,
                                                   CheckpointWeights weights = CheckpointWeights::averaged);
} // namespace stochastick
