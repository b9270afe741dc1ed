#pragma once

#include "Diffusion/Process.h"

namespace stochastick
{
/** The variance-preserving process with β(t) = 0.1 + 19.9·t (Song et al. 2021, arXiv 2011.13456, eq. 32–33; the
    continuous form of DDPM's linear schedule, arXiv 2006.11239). */
class VpLinear final : public Process
{
public:
    double tMin() const override { return 0.001; }
    double tMax() const override { return 1.0; }
    double mean (double t) const override;
    double sigma (double t) const override;
    double drift (double t) const override;
    double diffusionSquared (double t) const override;
    double timeOf (double ratio) const override;
};
} // namespace stochastick
