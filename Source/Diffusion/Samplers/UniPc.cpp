#include "Diffusion/Samplers/Samplers.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <torch/types.h>
#include <torch/utils.h>

namespace stochastick
{
namespace
{
struct Estimate
{
    Tensor clean;
    double lambda = 0.0; ///< −ln ρ
};

/** The weights of the differences at the nodes r (in units of the step h in λ) that integrate polynomials exactly
    (arXiv 2302.04867, eq. 5, B(h) = e^(−h) − 1). */
std::vector<double> weightsFor (const std::vector<double>& nodes, double h)
{
    const auto count = static_cast<std::int64_t> (nodes.size());
    auto system = torch::empty ({ count, count }, torch::kFloat64);
    auto right = torch::empty ({ count }, torch::kFloat64);
    const auto b = std::expm1 (-h);
    auto phi = b / -h - 1.0, factorial = 1.0;

    for (std::int64_t row = 0; row < count; ++row)
    {
        for (std::int64_t column = 0; column < count; ++column)
            system[row][column] = std::pow (nodes[static_cast<std::size_t> (column)], static_cast<double> (row));

        factorial *= static_cast<double> (row + 1);
        right[row] = phi * factorial / b;
        phi = phi / -h - 1.0 / (factorial * static_cast<double> (row + 2));
    }

    const auto solution = torch::linalg_solve (system, right);
    return { solution.data_ptr<double>(), solution.data_ptr<double>() + count };
}

/** UniPC-p in data prediction, divided by the mean (Zhao et al. 2023, arXiv 2302.04867, algorithms 1–2): a predictor of
    order p from the last p estimates, and a corrector that uses the estimate at the end as well, which the next move
    takes over. One network call a move, one more in the first. Lower orders in the first moves. */
class UniPc final : public Sampler
{
public:
    explicit UniPc (std::size_t orderToUse)
        : order (orderToUse)
    {
    }

    SamplingState move (const SamplerContext& context, const SamplingState& state, int, double to) override
    {
        const auto& [x, from] = state;

        if (past.empty())
            past.push_front ({ context.denoise (x, from), -std::log (from) });

        const auto h = std::log (from / to);
        const auto guess = integrated (state, to, h, {});
        const Estimate atEnd { context.denoise (guess, to), -std::log (to) };
        const auto next = integrated (state, to, h, &atEnd);

        past.push_front (atEnd);

        if (past.size() > order)
            past.pop_back();

        return { next, to };
    }

private:
    /** The step through the past estimates, and through the one at its end where it is known. */
    Tensor integrated (const SamplingState& state, double to, double h, const Estimate* atEnd) const
    {
        const auto& now = past.front();
        const auto decay = std::expm1 (-h);
        auto next = state.x * (to / state.ratio) - now.clean * decay;
        std::vector<Estimate> others (past.begin() + 1, past.end());

        if (atEnd != nullptr)
            others.push_back (*atEnd);

        const auto weights = weightsOf (others, h);

        for (std::size_t i = 0; i < others.size(); ++i)
            next = next - (others[i].clean - now.clean) * (decay * weights[i] / nodeOf (others[i], h));

        return next;
    }

    double nodeOf (const Estimate& other, double h) const { return (other.lambda - past.front().lambda) / h; }

    /** One node has the weight ½ (the limit for small steps, after eq. 5 there) instead of the solution. */
    std::vector<double> weightsOf (const std::vector<Estimate>& others, double h) const
    {
        if (others.size() == 1)
            return { 0.5 };

        std::vector<double> nodes;

        for (const auto& other : others)
            nodes.push_back (nodeOf (other, h));

        return nodes.empty() ? nodes : weightsFor (nodes, h);
    }

    std::size_t order;
    std::deque<Estimate> past; ///< newest first
};
} // namespace

std::unique_ptr<Sampler> createUniPc2()
{
    return std::make_unique<UniPc> (2);
}

std::unique_ptr<Sampler> createUniPc3()
{
    return std::make_unique<UniPc> (3);
}
} // namespace stochastick
