#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double smallest = 0.01, largest = 50.0;
const double logSpan = std::log (largest / smallest);

/** Variance exploding: nothing shrinks, sigma grows geometrically (arXiv 2011.13456, eq. 30). */
class Ve final : public Process
{
public:
    double tMin() const override { return 1e-5; }
    double tMax() const override { return 1.0; }
    double mean (double) const override { return 1.0; }
    double sigma (double t) const override { return smallest * std::exp (logSpan * t); }
    double drift (double) const override { return 0.0; }
    double diffusionSquared (double t) const override { return 2.0 * logSpan * sigma (t) * sigma (t); }
    double timeOf (double ratio) const override { return std::log (ratio / smallest) / logSpan; }
};
} // namespace

std::unique_ptr<Process> createVe()
{
    return std::make_unique<Ve>();
}
} // namespace stochastick
