#include "Network/Device.h"

#include "Support/Error.h"
#include "Support/Nearest.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <thread>
#include <torch/cuda.h>

namespace stochastick
{
namespace
{
/** Empty when the device computes; the reason otherwise. An architecture that the build has no code for shows only here. */
std::string whyCudaFails()
{
    if (! torch::cuda::is_available())
        return "no CUDA device was found, or this LibTorch was built without CUDA";

    try
    {
        const auto x = torch::ones ({ 8, 8 }, torch::TensorOptions (torch::kCUDA));
        return torch::matmul (x, x).sum().item<float>() == 512.0f ? "" : "the CUDA device computes wrongly";
    }
    catch (const std::exception&)
    {
        return "the CUDA device refused a small test computation (its driver or architecture may not match this LibTorch)";
    }
}
} // namespace

DeviceChoice chooseDevice (std::string_view request)
{
    if (request != "auto" && request != "cpu" && request != "cuda")
        throw UsageError (unknownKeySentence ("device", request, { "auto", "cpu", "cuda" }));

    if (request == "cpu")
        return { torch::kCPU, "CPU", "" };

    const auto reason = whyCudaFails();

    if (reason.empty())
        return { torch::Device (torch::kCUDA, 0), "CUDA", "" };

    return { torch::kCPU, "CPU", request == "cuda" ? "Running on the CPU: " + reason + '.' : "" };
}

ScopedThreadCount::ScopedThreadCount (int threads)
    : before (at::get_num_threads())
{
    constexpr unsigned most = 8;
    at::set_num_threads (threads > 0 ? threads
                                     : static_cast<int> (std::clamp (std::thread::hardware_concurrency(), 1u, most)));
}

ScopedThreadCount::~ScopedThreadCount()
{
    if (before != at::get_num_threads())
        at::set_num_threads (before);
}
} // namespace stochastick
