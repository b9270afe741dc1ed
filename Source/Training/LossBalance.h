#pragma once

#include <torch/types.h>

namespace stochastick
{
/** Makes every class and every noise level count nearly alike in training.

    The loss of a kick at high noise is tens of times that of a closed hat, which has so much less energy: left alone, the
    network learns kicks. Each class has a running mean of its losses for each band of noise levels, and a loss is divided by
    its own (the uncertainty weighting of Karras et al. 2024, arXiv 2312.02696, section 2.3, for levels and classes, as a
    table instead of a network). What the network should estimate stays the same: weights depend on nothing but what it is
    told. One thread at a time. */
class LossBalance
{
public:
    /** @param classes  of conditions, "no class" included: their first columns
        @param smallest, largest  noise-to-signal ratio */
    LossBalance (int classes, double smallest, double largest);

    /** (batch), on the CPU: about 1 on average, all 1 until enough losses of their kind were seen; 0.1 … 10, so that losses far
        above the others still count for more, and a mean that is off does little harm. */
    torch::Tensor weights (const torch::Tensor& conditions, const torch::Tensor& ratios) const;

    /** @param losses  (batch), without weights */
    void observe (const torch::Tensor& conditions, const torch::Tensor& ratios, const torch::Tensor& losses);

    torch::Tensor means;  ///< (classes, bands of levels): running means; 0 where none was seen
    torch::Tensor counts; ///< likewise: losses seen

private:
    torch::Tensor cells (const torch::Tensor& conditions, const torch::Tensor& ratios) const;

    double logSmallest, logLargest;
};
} // namespace stochastick
