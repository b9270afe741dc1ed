#include "Training/LossBalance.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int bands = 16;
constexpr float slowest = 0.02f; // share of a new loss in its running mean, once there are many
constexpr double fewest = 8;     // losses before a mean is trusted
constexpr double largestFactor = 10.0;
} // namespace

LossBalance::LossBalance (int classes, double smallest, double largest)
    : means (torch::zeros ({ classes, bands })),
      counts (torch::zeros ({ classes, bands })),
      logSmallest (std::log (smallest)),
      logLargest (std::log (largest))
{
}

/** (batch): where each loss belongs in the flattened tables. */
Tensor LossBalance::cells (const Tensor& conditions, const Tensor& ratios) const
{
    const auto place = (ratios.cpu().log() - logSmallest) / (logLargest - logSmallest) * bands;
    const auto drumClass = conditions.cpu().narrow (1, 0, means.size (0)).argmax (1);
    return drumClass * bands + place.floor().clamp (0, bands - 1).to (torch::kInt64);
}

Tensor LossBalance::weights (const Tensor& conditions, const Tensor& ratios) const
{
    const auto trusted = counts >= fewest;

    if (! trusted.any().item<bool>())
        return torch::ones_like (ratios, torch::kCPU);

    // harmonic: the weights of the losses that were seen are then 1 on average
    const auto seen = counts * trusted;
    const auto typical = seen.sum() / (seen / means.clamp_min (1e-12)).sum();
    const auto factors = torch::where (trusted, typical / means.clamp_min (1e-12), torch::ones_like (means));
    return factors.clamp (1.0 / largestFactor, largestFactor).flatten().index_select (0, cells (conditions, ratios));
}

void LossBalance::observe (const Tensor& conditions, const Tensor& ratios, const Tensor& losses)
{
    const auto places = cells (conditions, ratios), values = losses.detach().cpu();
    auto* mean = means.data_ptr<float>();
    auto* count = counts.data_ptr<float>();

    for (std::int64_t i = 0; i < places.size (0); ++i)
    {
        const auto cell = places[i].item<std::int64_t>();
        count[cell] += 1.0f;
        mean[cell] += (values[i].item<float>() - mean[cell]) * std::max (slowest, 1.0f / count[cell]);
    }
}
} // namespace stochastick
