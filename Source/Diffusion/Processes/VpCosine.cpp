#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** CRASH's VP-cos: mean² = 1 − sigma² (arXiv 2106.07431). */
class VpCosine final : public Process
{
public:
    double tMin() const override { return 0.007; }
    double tMax() const override { return 0.993; }
    double mean (double t) const override { return std::sqrt (meanSquared (t)); }
    double sigma (double t) const override { return SineSquared::sigma (t); }
    double drift (double t) const override { return -0.5 * diffusionSquared (t); }

    double diffusionSquared (double t) const override { return 2.0 * sigma (t) * SineSquared::slope (t) / meanSquared (t); }

    // With sigma = ρ/√(1 + ρ²), multiplied out so that nothing cancels for large ρ.
    double timeOf (double ratio) const override
    {
        return SineSquared::timeOfOdds (ratio * (std::sqrt (1.0 + ratio * ratio) + ratio));
    }

private:
    static double meanSquared (double t) { return SineSquared::oneMinusSigma (t) * (1.0 + SineSquared::sigma (t)); }
};
} // namespace

std::unique_ptr<Process> createVpCosine()
{
    return std::make_unique<VpCosine>();
}
} // namespace stochastick
