#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
/** VP linear's mean with sigma = 1 − mean² (arXiv 2011.13456, eq. 34 and appendix B). */
class SubVp final : public Process
{
public:
    double tMin() const override { return 0.001; }
    double tMax() const override { return 1.0; }
    double mean (double t) const override { return std::exp (-0.5 * LinearBeta::integral (t)); }
    double sigma (double t) const override { return -std::expm1 (-LinearBeta::integral (t)); }
    double drift (double t) const override { return -0.5 * LinearBeta::at (t); }

    double diffusionSquared (double t) const override
    {
        return -LinearBeta::at (t) * std::expm1 (-2.0 * LinearBeta::integral (t));
    }

    // ρ = 1/mean − mean = 2 sinh(−ln mean).
    double timeOf (double ratio) const override { return LinearBeta::timeOfIntegral (2.0 * std::asinh (0.5 * ratio)); }
};
} // namespace

std::unique_ptr<Process> createSubVp()
{
    return std::make_unique<SubVp>();
}
} // namespace stochastick
