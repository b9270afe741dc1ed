#include "Diffusion/Inpainting.h"

#include <numbers>
#include <torch/autograd.h>
#include <torch/fft.h>
#include <torch/utils.h>

namespace stochastick
{
Tensor lowBand (const Tensor& x, double cutoff)
{
    const auto samples = x.size (-1);
    const auto padded = 2 * samples; // so that the end does not come round to the onset
    const auto frequency = torch::arange (padded / 2 + 1, x.options()) / static_cast<double> (padded);
    const auto past = ((frequency - cutoff) / cutoff).clamp (0.0, 1.0);
    const auto gain = 0.5 + 0.5 * torch::cos (std::numbers::pi * past);
    return torch::fft_irfft (torch::fft_rfft (x, padded) * gain, padded).narrow (-1, 0, samples);
}

Tensor KeptPart::keptOf (const Tensor& difference) const
{
    const auto inTime = difference * keep;
    return keepBelow > 0.0 ? inTime + lowBand (difference - inTime, keepBelow) * (1.0 - keep) : inTime;
}

Tensor KeptPart::constrained (const Tensor& x, double ratio, const Noise& noise, int draw) const
{
    const auto fresh = noise.normal (NoisePurpose::known, draw, x.size (2)).to (x.options());
    return x + keptOf (known + fresh * ratio - x);
}

Denoiser reconstructing (Denoiser denoise, KeptPart kept, double sigmaData, double damping)
{
    const auto dot = [] (const Tensor& a, const Tensor& b) { return (a * b).sum ({ 1, 2 }, true); }; // (batch, 1, 1)

    return [=] (const Tensor& x, double ratio) {
        const torch::AutoGradMode gradients (true);
        const auto input = x.detach().clone().set_requires_grad (true);
        const auto estimate = denoise (input, ratio);
        const auto missing = kept.keptOf (kept.known.to (x.options()) - estimate.detach());
        const auto shift = torch::autograd::grad ({ estimate }, { input }, { kept.keptOf (missing) }).front();

        const torch::NoGradGuard values;
        const auto floor = damping / (1.0 + ratio * ratio / (sigmaData * sigmaData));
        const auto square = dot (missing, missing);
        const auto curvature = dot (missing, kept.keptOf (shift)) + floor * square;
        const auto length = torch::where (curvature > 0.0, square / curvature, torch::zeros_like (square));
        return estimate.detach() + length * shift;
    };
}
} // namespace stochastick
