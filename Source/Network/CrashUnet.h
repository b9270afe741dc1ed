#pragma once

#include "Network/CrashBlocks.h"

namespace stochastick
{
/** What a new network begins with. */
enum class CrashStart
{
    orthogonal, ///< random weights, drawn as CRASH draws them (from LibTorch's generator: seed it first)
    unset       ///< weights that are about to be replaced
};

/** CRASH's own score network, layer for layer (Rouard & Hadjeres 2021, arXiv 2106.07431, made for 21,000 samples at
    44.1 kHz): it predicts ε from m·x_0 + sigma·ε. The parameters have the names and the order of a published checkpoint.
    As a Denoiser: CrashDenoiser.h. Worker thread. */
class CrashUnetImpl : public torch::nn::Module
{
public:
    static constexpr std::int64_t lengthMultiple() { return 300; } ///< samples
    static constexpr std::int64_t parameterCount = 15'754'849;

    explicit CrashUnetImpl (CrashStart start = CrashStart::orthogonal);

    /** @param x      (batch, 1, samples)
        @param sigma  (batch)
        @return (batch, 1, samples), the noise at unit scale
        Throws Error unless samples is a positive multiple of lengthMultiple(). */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& sigma);

private:
    torch::nn::Conv1d stem { nullptr }, last { nullptr };
    CrashEmbedding embedding { nullptr };
    std::vector<CrashDownBlock> down;
    std::vector<CrashFilm> film;
    std::vector<CrashUpBlock> up;
};

TORCH_MODULE (CrashUnet);
} // namespace stochastick
