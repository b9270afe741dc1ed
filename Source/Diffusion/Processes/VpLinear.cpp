#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** The continuous form of DDPM's linear schedule (arXiv 2006.11239; arXiv 2011.13456, eq. 32–33). */
class VpLinear final : public Process
{
public:
    double tMin() const override { return 0.001; }
    double tMax() const override { return 1.0; }
    double mean (double t) const override { return std::exp (-0.5 * LinearBeta::integral (t)); }
    double sigma (double t) const override { return std::sqrt (-std::expm1 (-LinearBeta::integral (t))); }
    double drift (double t) const override { return -0.5 * LinearBeta::at (t); }
    double diffusionSquared (double t) const override { return LinearBeta::at (t); }

    // 1/mean² = 1 + ρ².
    double timeOf (double ratio) const override { return LinearBeta::timeOfIntegral (std::log1p (ratio * ratio)); }
};
} // namespace

std::unique_ptr<Process> createVpLinear()
{
    return std::make_unique<VpLinear>();
}
} // namespace stochastick
