#pragma once

#include "Network/CrashBlocks.h"

namespace stochastick
{
/** CRASH's noise-conditioned classifier of kick, snare and cymbal (Rouard & Hadjeres 2021, arXiv 2106.07431), which steers
    a run by its gradient. Trained for VP-cos alone. The parameters have the names and the order of a published
    checkpoint. Worker thread. */
class CrashClassifierImpl : public torch::nn::Module
{
public:
    static constexpr std::int64_t length = 21000; ///< samples, at 44.1 kHz
    static constexpr int classes = 3;             ///< kick, snare, cymbal

    CrashClassifierImpl(); ///< random weights (from LibTorch's generator: seed it first)

    /** @param x      (batch, 1, length), a sound m·x_0 + sigma·ε
        @param sigma  (batch)
        @return (batch, classes), ln p
        Throws Error for any other length. */
    torch::Tensor logProbabilities (const torch::Tensor& x, const torch::Tensor& sigma);

    /** ∇_x Σ_k weights_k ln p_k, each sound's by its own weights.
        @param weights  (batch, classes), or (classes) for all alike
        @return like x, without a history; the parameters' own gradients stay as they were.
        Callable inside InferenceMode and NoGradGuard. */
    torch::Tensor gradient (const torch::Tensor& x, const torch::Tensor& sigma, const torch::Tensor& weights);

private:
    torch::nn::Conv1d stem { nullptr };
    torch::nn::Linear last { nullptr };
    CrashEmbedding embedding { nullptr };
    std::vector<CrashDownBlock> down;
    std::vector<CrashFilm> film;
};

TORCH_MODULE (CrashClassifier);
} // namespace stochastick
