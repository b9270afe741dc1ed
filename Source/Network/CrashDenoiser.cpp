#include "Network/CrashDenoiser.h"

#include <algorithm>

namespace stochastick
{
Denoiser denoiserFrom (NoisePredictor predictor, const ProcessSpec& trainedWith)
{
    const std::shared_ptr<const Process> process = makeProcess (trainedWith);

    return [predictor = std::move (predictor), process] (const Tensor& x, double ratio) {
        const auto t = std::clamp (process->timeOf (ratio), process->tMin(), process->tMax());
        const auto inside = std::min (1.0, process->ratio (process->tMax()) / ratio); // below 1: above the largest ratio
        const auto sigma = torch::full ({ x.size (0) }, process->sigma (t), x.options());
        const auto scaled = inside * x;

        return inside * (scaled - inside * ratio * predictor (process->mean (t) * scaled, sigma));
    };
}

Denoiser crashDenoiser (const CrashUnet& network, const ProcessSpec& trainedWith)
{
    return denoiserFrom ([net = network] (const Tensor& z, const Tensor& sigma) mutable { return net (z, sigma); },
                         trainedWith);
}
} // namespace stochastick
