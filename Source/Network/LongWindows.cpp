#include "Network/LongWindows.h"

#include "Network/ResidualBlock.h"

#include <ATen/ops/col2im.h>
#include <cmath>
#include <numbers>
#include <torch/fft.h>
#include <torch/types.h>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int framesInWindow = 8;
constexpr double halfLongRatio = 0.02; // noise-to-signal ratio from which on the filter counts for more than half

/** (batch, windows, length) → (batch, windows·hop): each window in the place where it was taken. */
Tensor overlapAdd (const Tensor& windows, int hop)
{
    const auto length = windows.size (2), padding = (length - hop) / 2, samples = windows.size (1) * hop;
    return at::col2im (windows.transpose (1, 2), { 1, samples }, { 1, length }, { 1, 1 }, { 0, padding }, { 1, hop })
        .view ({ windows.size (0), samples });
}
} // namespace

LongWindowsImpl::LongWindowsImpl (int bins, int channels)
    : hop (bins)
{
    const auto length = framesInWindow * bins, bands = length / 2 + 1;
    const auto place = (torch::arange (length, torch::kFloat64) + 0.5) / length;

    decimated = register_module ("decimated", std::make_shared<LappedTransform> (bins, bins));
    window = register_buffer ("window", (std::numbers::pi * place).sin().to (torch::kFloat32));
    look = register_module ("look", torch::nn::Conv1d (torch::nn::Conv1dOptions (bins + bands, channels, 1).bias (false)));
    gains = register_module ("gains", torch::nn::Conv1d (torch::nn::Conv1dOptions (channels, bands, 1)));
    zeroInitialise (*look);
    zeroInitialise (*gains);
}

/** (batch, frames, bands), complex; white noise of unit power has unit power in each band. */
Tensor LongWindowsImpl::spectra (const Tensor& part) const
{
    const auto length = window.size (0), padding = (length - hop) / 2;
    const auto windows = torch::constant_pad_nd (decimated->synthesise (part), { padding, padding }).unfold (1, length, hop);
    return torch::fft::rfft (windows * window) / std::sqrt (0.5 * static_cast<double> (length));
}

Tensor LongWindowsImpl::heard (const Tensor& part, const Tensor& ratio)
{
    const auto noise = ratio.view ({ -1, 1, 1 });
    const auto spectrum = torch::view_as_real (spectra (part)).square().sum (3);
    const auto aboveNoise = torch::log1p (spectrum / noise.square()) / 4.0;
    const auto waveform = torch::asinh (part / noise) / 4.0;

    return look (torch::cat ({ waveform, aboveNoise }, 2).transpose (1, 2));
}

Tensor LongWindowsImpl::filtered (const Tensor& part, const Tensor& features, const Tensor& ratio)
{
    const auto length = static_cast<double> (window.size (0));
    const auto noise = ratio.view ({ -1, 1, 1 });
    const auto change = torch::tanh (gains (features).transpose (1, 2)) * (noise / (noise + halfLongRatio));
    const auto changed = torch::fft::irfft (spectra (part) * change, window.size (0)) * std::sqrt (0.5 * length);
    const auto covered = overlapAdd (window.square().expand ({ 1, part.size (1), -1 }), hop);

    return part + decimated->analyse (overlapAdd (changed * window, hop) / covered);
}
} // namespace stochastick
