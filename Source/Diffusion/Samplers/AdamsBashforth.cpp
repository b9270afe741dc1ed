#include "Diffusion/Samplers/Samplers.h"

#include <cmath>
#include <deque>
#include <numbers>

namespace stochastick
{
namespace
{
struct Slope
{
    Tensor noise; ///< ε = dx/dρ
    double ratio = 0.0;
};

/** Adams–Bashforth in ρ on levels at any distance: the polynomial through the last k slopes, integrated over the move
    (Hairer, Nørsett & Wanner, Solving Ordinary Differential Equations I, section III.5). One network call a move; the
    first moves have fewer slopes and lower orders. */
class AdamsBashforth final : public Sampler
{
public:
    explicit AdamsBashforth (std::size_t orderToUse)
        : order (orderToUse)
    {
    }

    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& [x, from] = state;
        past.push_front ({ predictedNoise (x, context.denoise (x, from), from), from });

        if (past.size() > order)
            past.pop_back();

        auto next = x;

        for (std::size_t i = 0; i < past.size(); ++i)
            next = next + past[i].noise * weightOf (i, from, to);

        return { next, to };
    }

private:
    /** ∫ of Lagrange's i-th polynomial over the move; Gauss's rule with two points is exact up to the third degree. */
    double weightOf (std::size_t i, double from, double to) const
    {
        const auto middle = 0.5 * (from + to), half = 0.5 * (to - from), reach = half / std::numbers::sqrt3;
        return half * (polynomial (i, middle - reach) + polynomial (i, middle + reach));
    }

    /** 1 at the i-th ratio, 0 at the others. */
    double polynomial (std::size_t i, double ratio) const
    {
        double product = 1.0;

        for (std::size_t j = 0; j < past.size(); ++j)
            if (j != i)
                product *= (ratio - past[j].ratio) / (past[i].ratio - past[j].ratio);

        return product;
    }

    std::size_t order;
    std::deque<Slope> past; ///< newest first
};
} // namespace

std::unique_ptr<Sampler> createAdamsBashforth2()
{
    return std::make_unique<AdamsBashforth> (2);
}

std::unique_ptr<Sampler> createAdamsBashforth3()
{
    return std::make_unique<AdamsBashforth> (3);
}

std::unique_ptr<Sampler> createAdamsBashforth4()
{
    return std::make_unique<AdamsBashforth> (4);
}
} // namespace stochastick
