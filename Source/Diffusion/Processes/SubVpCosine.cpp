#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** CRASH's sub-VP-cos: mean² = 1 − sigma (arXiv 2106.07431). */
class SubVpCosine final : public Process
{
public:
    double tMin() const override { return 0.006; }
    double tMax() const override { return 0.994; }
    double mean (double t) const override { return std::sqrt (SineSquared::oneMinusSigma (t)); }
    double sigma (double t) const override { return SineSquared::sigma (t); }
    double drift (double t) const override { return -0.5 * SineSquared::slope (t) / SineSquared::oneMinusSigma (t); }

    double diffusionSquared (double t) const override
    {
        const auto s = sigma (t);
        return s * SineSquared::slope (t) * (2.0 - s) / SineSquared::oneMinusSigma (t);
    }

    // The positive root of sigma² + ρ²·sigma − ρ² = 0, as sigma/(1 − sigma).
    double timeOf (double ratio) const override
    {
        return SineSquared::timeOfOdds (0.5 * ratio * (ratio + std::sqrt (ratio * ratio + 4.0)));
    }
};
} // namespace

std::unique_ptr<Process> createSubVpCosine()
{
    return std::make_unique<SubVpCosine>();
}
} // namespace stochastick
