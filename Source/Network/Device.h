#pragma once

#include <string>
#include <string_view>
#include <torch/types.h>

namespace stochastick
{
/** Where the network runs, and why if that is not what was asked for. */
struct DeviceChoice
{
    torch::Device device = torch::kCPU;
    std::string name;   ///< for people, "CPU" or "CUDA"
    std::string notice; ///< one sentence when another device than the one asked for was taken; empty otherwise
};

/** @param request  "auto" (CUDA if it works, else the CPU), "cpu" or "cuda"; UsageError otherwise.
    A CUDA device counts as working when a small kernel gave the right result on it. */
DeviceChoice chooseDevice (std::string_view request);

/** Sets LibTorch's number of threads for the lifetime of the object and restores it: in a host process the count is
    not ours. 0 takes one for each processor, at most 8: LibTorch's own choice can be half of them. */
class ScopedThreadCount
{
public:
    explicit ScopedThreadCount (int threads);
    ~ScopedThreadCount();

    ScopedThreadCount (const ScopedThreadCount&) = delete;
    ScopedThreadCount& operator= (const ScopedThreadCount&) = delete;

private:
    int before;
};
} // namespace stochastick
