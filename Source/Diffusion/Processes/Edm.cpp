#include "Diffusion/Processes/Processes.h"

namespace stochastick
{
namespace
{
/** The time is the noise: sigma = t (Karras et al. 2022, arXiv 2206.00364, table 1). */
class Edm final : public Process
{
public:
    double tMin() const override { return 0.002; }
    double tMax() const override { return 80.0; }
    double mean (double) const override { return 1.0; }
    double sigma (double t) const override { return t; }
    double drift (double) const override { return 0.0; }
    double diffusionSquared (double t) const override { return 2.0 * t; }
    double timeOf (double ratio) const override { return ratio; }
};
} // namespace

std::unique_ptr<Process> createEdm()
{
    return std::make_unique<Edm>();
}
} // namespace stochastick
