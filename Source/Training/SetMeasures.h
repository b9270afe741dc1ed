#pragma once

#include <torch/types.h>

namespace stochastick
{
/** How alike two sets of points are. Rows of a set are points: (points, features), 64-bit floats. Any thread. */
struct WeightedSet
{
    torch::Tensor rows;
    torch::Tensor weights {}; ///< (points), > 0, any sum; undefined: all alike
};

/** Fréchet distance of two sets, each taken as a Gaussian (Dowson & Landau 1982; as in Heusel et al. 2017):
    |μ₁ − μ₂|² + Tr (C₁ + C₂ − 2 (C₁ C₂)^½). Throws Error when a set has fewer than two points. */
double frechetDistance (const WeightedSet& a, const WeightedSet& b);

/** Squared maximum mean discrepancy with the kernel (x·y / features + 1)³, without bias (Bińkowski et al. 2018, arXiv
    1801.01401): 0 on average for two samples of one distribution, and then also negative. Throws as frechetDistance. */
double kernelDistance (const WeightedSet& a, const WeightedSet& b);

/** How much of the generated points is realistic, and how much of the real ones is covered. */
struct PrecisionAndRecall
{
    double precision = 0; ///< share of the generated points within reach of a real one
    double recall = 0;    ///< share of the real points within reach of a generated one
};

/** A point reaches as far as its `neighbours`-th nearest point of its own set (Kynkäänniemi et al. 2019, arXiv 1904.06991).
    Throws Error when a set has not more points than that. */
PrecisionAndRecall precisionAndRecall (const WeightedSet& generated, const WeightedSet& real, int neighbours = 3);

/** (points of a): the distance of each to the nearest point of b. */
torch::Tensor nearestDistances (const torch::Tensor& a, const torch::Tensor& b);

/** Wasserstein-1 distance of two sets of numbers (points, 1): the area between their distribution functions. */
double wassersteinDistance (const WeightedSet& a, const WeightedSet& b);
} // namespace stochastick
