#include "Diffusion/Samplers/BrownianPath.h"

#include <cmath>

namespace stochastick
{
Tensor BrownianPath::fresh (const SamplerContext& context, const Tensor& like)
{
    return noiseLike (like, context, NoisePurpose::step, draws++);
}

Tensor BrownianPath::bridge (const SamplerContext& context, double length)
{
    auto& [known, whole] = ahead.front();
    const auto share = length / whole;
    const auto first = known * share + fresh (context, known) * std::sqrt (share * (whole - length));

    known = known - first;
    whole -= length;
    return first;
}

Tensor BrownianPath::next (const SamplerContext& context, const Tensor& like, double length)
{
    auto increment = torch::zeros_like (like);

    while (! ahead.empty() && ahead.front().length <= length)
    {
        increment = increment + ahead.front().increment;
        length -= ahead.front().length;
        ahead.pop_front();
    }

    if (length <= 0.0)
        return increment;

    return increment + (ahead.empty() ? fresh (context, like) * std::sqrt (length) : bridge (context, length));
}
} // namespace stochastick
