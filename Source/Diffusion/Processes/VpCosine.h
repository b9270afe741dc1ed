#pragma once

#include "Diffusion/Process.h"

namespace stochastick
{
/** CRASH's VP-cos (Rouard & Hadjeres 2021, arXiv 2106.07431): sigma = sin²(πt/2), mean² = 1 − sigma².

    The published ½(1 − cos πt) and acos lose digits at both ends; here 1 − sigma = cos²(πt/2) is used instead. */
class VpCosine final : public Process
{
public:
    double tMin() const override { return 0.007; }
    double tMax() const override { return 0.993; }
    double mean (double t) const override;
    double sigma (double t) const override;
    double drift (double t) const override;
    double diffusionSquared (double t) const override;
    double timeOf (double ratio) const override;
};
} // namespace stochastick
