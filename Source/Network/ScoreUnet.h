#pragma once

#include "Network/Bottleneck.h"
#include "Network/Conditioning.h"
#include "Network/ExpectedPower.h"
#include "Network/LappedTransform.h"
#include "Network/LongWindows.h"
#include "Network/PowerAboveNoise.h"
#include "Network/ResidualBlock.h"
#include "Network/ScoreUnetConfig.h"

#include <vector>

namespace stochastick
{
/** The denoiser D(x, ρ) as a network: a one-dimensional U-Net over frames with a Wiener head at each of its levels.

    The signal is split by lapped transforms into orthogonal parts, long frames for the lows and short ones for the
    rest; level i works at the frame rate of its part and predicts, for each frame and band, a gain g on the noisy
    input and a drawing d of its own:

        D(x, ρ) = Σ_i T_iᵀ (g_i · T_i x + c_out d_i),   g = sigmoid (ln (σ_data²/ρ²) + s(ρ) p + h),

    with p = h = d = 0 at the start of training, where it equals the preconditioning of Karras 2022 (arXiv 2206.00364): g
    is then c_skip. p is the power that is expected of the class (ExpectedPower), which counts (s) where noise hides the
    sound itself; the estimate that it alone would make is shown to the network beside its input. The deepest level is told how
    far each band stands above the noise (PowerAboveNoise), and what it made is filtered in long windows (LongWindows). At level 0 the drawing is a transposed convolution of overlapping frames. Silence is g = 0 rather than
    a waveform that the network has to cancel, and noise-like sound is a gain rather than a drawing.

    Worker thread (or the training loop's). */
class ScoreUnetImpl : public torch::nn::Module
{
public:
    explicit ScoreUnetImpl (const ScoreUnetConfig& config);

    /** @param x          (batch, 1, samples), the signal at unit scale plus ratio·noise
        @param ratio      (batch), noise-to-signal ratio > 0
        @param condition  (batch, config().conditionColumns()), as Conditioning takes it
        @return (batch, 1, samples), the estimate of the clean signal
        Throws Error unless samples is a positive multiple of config().lengthMultiple(), at least twice it. */
    torch::Tensor forward (const torch::Tensor& x, const torch::Tensor& ratio, const torch::Tensor& condition);

    const ScoreUnetConfig& config() const { return sizes; }

private:
    struct Level
    {
        std::shared_ptr<LappedTransform> transform;
        std::vector<ResidualBlock> down, up;
        torch::nn::Conv1d shrink { nullptr };        // to the next deeper level
        torch::nn::ConvTranspose1d grow { nullptr }; // back from it
        ExpectedPower expected { nullptr };
        FrameNorm headNorm { nullptr };
        torch::nn::Conv1d head { nullptr }; // gains, and at the deeper levels drawings
    };

    Level makeLevel (std::size_t index, int hop);
    PowerAboveNoise makePowerAboveNoise() const;
    std::vector<torch::Tensor> split (const torch::Tensor& signal) const;
    std::vector<torch::Tensor> expectedLogits (const torch::Tensor& ratio, const torch::Tensor& condition,
                                               const std::vector<torch::Tensor>& parts);
    torch::Tensor expectedEstimate (const std::vector<torch::Tensor>& logits, const std::vector<torch::Tensor>& parts) const;
    torch::Tensor gains (std::size_t index, const torch::Tensor& logits) const;
    torch::Tensor heard (const std::vector<torch::Tensor>& parts, const torch::Tensor& ratio);
    torch::Tensor rebuild (std::size_t index, const torch::Tensor& part, const torch::Tensor& logits, const torch::Tensor& h,
                           const torch::Tensor& ratio);

    ScoreUnetConfig sizes;
    std::vector<Level> levels;
    std::vector<MixingBlock> mixing;
    LongWindows longWindows { nullptr };
    PowerAboveNoise powerAboveNoise { nullptr };
    Conditioning conditioning { nullptr };
    torch::nn::Conv1d stem { nullptr }, expectedStem { nullptr };
    torch::nn::ConvTranspose1d draw { nullptr };
    torch::Tensor groupOfBin; // (frameSize): the gain that each bin of level 0 shares with its neighbours
};

TORCH_MODULE (ScoreUnet);
} // namespace stochastick
