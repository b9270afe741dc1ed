#include "Diffusion/GaussianMixture.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace stochastick
{
namespace
{
/** The x in [low, high] where the increasing `belowTarget` turns from true to false, to the last bit. */
template <typename Predicate>
double bisect (double low, double high, Predicate belowTarget)
{
    for (auto middle = std::midpoint (low, high); low < middle && middle < high; middle = std::midpoint (low, high))
        (belowTarget (middle) ? low : high) = middle;

    return high;
}

double standardSurvival (double z)
{
    return 0.5 * std::erfc (z / std::numbers::sqrt2);
}
} // namespace

Denoiser gaussianDenoiser (double mean, double deviation)
{
    return [=] (const Tensor& x, double ratio) {
        const auto variance = deviation * deviation;
        return (x - mean) * (variance / (variance + ratio * ratio)) + mean;
    };
}

Denoiser GaussianMixture::denoiser() const
{
    return [parts = components] (const Tensor& x, double ratio) {
        const auto dimension = static_cast<std::int64_t> (parts.front().mean.size());
        const auto points = x.reshape ({ -1, dimension });
        std::vector<Tensor> logWeights, means;

        for (const auto& part : parts)
        {
            const auto variance = part.deviation * part.deviation;
            const auto total = variance + ratio * ratio;
            const auto offset = points - torch::tensor (part.mean, x.options());

            logWeights.push_back (std::log (part.weight) - 0.5 * static_cast<double> (dimension) * std::log (total)
                                  - offset.square().sum (1, true) / (2.0 * total)); // (points, 1)
            means.push_back (points - offset * (ratio * ratio / total));            // (points, d)
        }

        const auto shares = torch::softmax (torch::stack (logWeights), 0); // (components, points, 1)
        return (shares * torch::stack (means)).sum (0).reshape (x.sizes());
    };
}

double GaussianMixture::distribution (double x, double ratio) const
{
    double sum = 0.0;

    for (const auto& part : components)
        sum += part.weight * standardSurvival ((part.mean.front() - x) / std::hypot (part.deviation, ratio));

    return sum;
}

double GaussianMixture::survival (double x, double ratio) const
{
    double sum = 0.0;

    for (const auto& part : components)
        sum += part.weight * standardSurvival ((x - part.mean.front()) / std::hypot (part.deviation, ratio));

    return sum;
}

double GaussianMixture::quantile (double probability, double ratio) const
{
    const auto reach = 40.0 * (1.0 + ratio);
    return bisect (-reach, reach, [&] (double x) { return distribution (x, ratio) < probability; });
}

double GaussianMixture::transported (double x, double fromRatio, double toRatio) const
{
    const auto below = distribution (x, fromRatio);

    if (below < 0.5)
        return quantile (below, toRatio);

    const auto above = survival (x, fromRatio);
    const auto reach = 40.0 * (1.0 + toRatio);
    return bisect (-reach, reach, [&] (double y) { return survival (y, toRatio) > above; });
}

GaussianMixture referenceMixture()
{
    return GaussianMixture ({ { 0.3, { -0.8 }, 0.1 }, { 0.7, { 0.6 }, 0.1 } });
}
} // namespace stochastick
