#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <torch/types.h>

/** What the tests of safetensors files share. */
namespace safetensorstest
{
/** A whole file, as it stands on the disk. */
inline std::string withHeader (const std::string& header, const std::string& data = {})
{
    const std::uint64_t length = header.size();
    std::string bytes (8, '\0');
    std::memcpy (bytes.data(), &length, 8);
    return bytes + header + data;
}

/** 0, 1, 2, … in this shape and type. */
inline torch::Tensor countingUp (at::IntArrayRef shape, torch::ScalarType type)
{
    std::int64_t count = 1;

    for (const auto extent : shape)
        count *= extent;

    return torch::arange (count).reshape (shape).to (type);
}
} // namespace safetensorstest
