#include "Training/SetMeasures.h"

#include "Support/Error.h"

namespace stochastick
{
using torch::Tensor;

namespace
{
void requirePoints (const WeightedSet& set, std::int64_t count, const std::string& what)
{
    if (set.rows.size (0) < count)
        throw Error (what + " needs at least " + std::to_string (count) + " sounds on each side.");
}

/** (points), with sum 1 */
Tensor shares (const WeightedSet& set)
{
    const auto weights =
        set.weights.defined() ? set.weights.to (torch::kFloat64) : torch::ones ({ set.rows.size (0) }, torch::kFloat64);
    return weights / weights.sum();
}

struct Gaussian
{
    Tensor mean, covariance;
};

/** Unbiased for weights that say how often a point counts in a population (reliability weights). */
Gaussian gaussianOf (const WeightedSet& set)
{
    const auto weights = shares (set);
    const auto mean = torch::matmul (weights, set.rows);
    const auto centred = set.rows - mean;
    const auto sum = torch::matmul (centred.t() * weights, centred);

    return { mean, sum / (1.0 - weights.square().sum()) };
}

/** Of a symmetric matrix without negative eigenvalues, but for rounding. */
Tensor squareRoot (const Tensor& matrix)
{
    const auto [values, vectors] = torch::linalg_eigh (matrix);
    return torch::matmul (vectors * values.clamp_min (0).sqrt().unsqueeze (0), vectors.t());
}

Tensor kernel (const Tensor& a, const Tensor& b)
{
    return (torch::matmul (a, b.t()) / static_cast<double> (a.size (1)) + 1.0).pow (3);
}

/** Mean of the kernel over pairs of different points. */
Tensor meanWithin (const WeightedSet& set)
{
    auto pairs = shares (set).outer (shares (set));
    pairs.fill_diagonal_ (0.0);
    return (pairs * kernel (set.rows, set.rows)).sum() / pairs.sum();
}

/** (points of a): how far each reaches. */
Tensor reach (const Tensor& points, int neighbours)
{
    return std::get<0> (torch::cdist (points, points).kthvalue (neighbours + 1, 1)); // the nearest is the point itself
}

/** The share of the points of `of` that lie within reach of one of `by`. */
double shareReached (const WeightedSet& of, const Tensor& by, int neighbours)
{
    const auto reached = torch::cdist (of.rows, by) <= reach (by, neighbours).unsqueeze (0);
    return (shares (of) * reached.any (1)).sum().item<double>();
}
} // namespace

double frechetDistance (const WeightedSet& a, const WeightedSet& b)
{
    requirePoints (a, 2, "A Fréchet distance");
    requirePoints (b, 2, "A Fréchet distance");

    const auto first = gaussianOf (a), second = gaussianOf (b);
    const auto root = squareRoot (first.covariance);
    const auto cross =
        torch::linalg_eigvalsh (torch::matmul (torch::matmul (root, second.covariance), root)).clamp_min (0).sqrt().sum();

    return ((first.mean - second.mean).square().sum() + first.covariance.trace() + second.covariance.trace() - 2.0 * cross)
        .item<double>();
}

double kernelDistance (const WeightedSet& a, const WeightedSet& b)
{
    requirePoints (a, 2, "A kernel distance");
    requirePoints (b, 2, "A kernel distance");

    const auto across = (shares (a).outer (shares (b)) * kernel (a.rows, b.rows)).sum();
    return (meanWithin (a) + meanWithin (b) - 2.0 * across).item<double>();
}

PrecisionAndRecall precisionAndRecall (const WeightedSet& generated, const WeightedSet& real, int neighbours)
{
    requirePoints (generated, neighbours + 1, "Precision and recall");
    requirePoints (real, neighbours + 1, "Precision and recall");

    return { shareReached (generated, real.rows, neighbours), shareReached (real, generated.rows, neighbours) };
}

Tensor nearestDistances (const Tensor& a, const Tensor& b)
{
    return std::get<0> (torch::cdist (a, b).min (1));
}

double wassersteinDistance (const WeightedSet& a, const WeightedSet& b)
{
    const auto [values, order] = torch::cat ({ a.rows, b.rows }).flatten().sort();
    const auto difference = torch::cat ({ shares (a), -shares (b) }).index_select (0, order).cumsum (0);
    const auto widths = values.slice (0, 1) - values.slice (0, 0, -1);

    return (difference.slice (0, 0, -1).abs() * widths).sum().item<double>();
}
} // namespace stochastick
