#include "Diffusion/Likelihood.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>
#include <torch/csrc/autograd/autograd.h>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
/** dx/du and the divergence of it, at one place of the flow. */
struct Flow
{
    Tensor slope;      ///< (batch, 1, samples)
    Tensor divergence; ///< (batch)
};

Tensor sumOverSamples (const Tensor& x)
{
    return x.to (torch::kFloat64).sum ({ 1, 2 });
}

class FlowMeter
{
public:
    FlowMeter (const Denoiser& denoiserToUse, const Tensor& sounds, const Noise& noise, const LikelihoodRequest& request)
        : denoise (denoiserToUse),
          cancel (request.cancel)
    {
        for (int i = 0; i < request.probes; ++i)
            probes.push_back (noise.normal (NoisePurpose::probe, i, sounds.size (2))
                                  .to (sounds.options())
                                  .sign()); // never 0: see Noise.cpp
    }

    Flow at (const Tensor& state, double logRatio) const
    {
        const torch::AutoGradMode gradients (true);
        const auto x = state.detach().clone().requires_grad_ (true);
        auto divergence = torch::full ({ x.size (0) }, static_cast<double> (x.size (2)), torch::kFloat64).to (x.device());
        Tensor estimate;

        for (const auto& probe : probes)
        {
            cancel.throwIfCancelled();
            estimate = denoise (x, std::exp (logRatio));
            const auto gradient = torch::autograd::grad ({ estimate }, { x }, { probe }).front();
            divergence = divergence - sumOverSamples (gradient * probe) / static_cast<double> (probes.size());
        }

        return { (x - estimate).detach(), divergence };
    }

private:
    const Denoiser& denoise;
    const CancelToken& cancel;
    std::vector<Tensor> probes;
};

/** Of N(0, ratio²). */
Tensor logNormal (const Tensor& x, double ratio)
{
    const auto perSample = std::log (ratio) + 0.5 * std::log (2.0 * std::numbers::pi);
    return sumOverSamples (x.to (torch::kFloat64).square()) * (-0.5 / (ratio * ratio))
           - perSample * static_cast<double> (x.size (2));
}
} // namespace

Tensor logLikelihood (const Denoiser& denoise, const Tensor& sounds, const Noise& noise, const LikelihoodRequest& request)
{
    const auto& levels = request.levels;

    if (levels.size() < 2 || request.probes < 1
        || std::adjacent_find (levels.begin(), levels.end(), std::less_equal<>()) != levels.end())
        throw std::invalid_argument ("a likelihood needs two decreasing levels and one probe at least");

    const FlowMeter meter (denoise, sounds, noise, request);
    auto x = sounds;
    auto volume = torch::zeros ({ x.size (0) }, torch::kFloat64).to (x.device());

    for (auto i = levels.size() - 1; i > 0; --i)
    {
        const auto u = std::log (levels[i]);
        const auto h = std::log (levels[i - 1]) - u;
        const auto a = meter.at (x, u);
        const auto b = meter.at (x + a.slope * (0.5 * h), u + 0.5 * h);
        const auto c = meter.at (x + b.slope * (0.5 * h), u + 0.5 * h);
        const auto d = meter.at (x + c.slope * h, u + h);

        x = x + (a.slope + (b.slope + c.slope) * 2.0 + d.slope) * (h / 6.0);
        volume = volume + (a.divergence + (b.divergence + c.divergence) * 2.0 + d.divergence) * (h / 6.0);

        if (request.onProgress)
            request.onProgress (1.0 - static_cast<double> (i - 1) / static_cast<double> (levels.size() - 1));
    }

    return logNormal (x, levels.front()) + volume;
}
} // namespace stochastick
