#include "Diffusion/Processes/Processes.h"

namespace stochastick
{
namespace
{
/** The straight line from sound to noise: mean = 1 − t, sigma = t (Liu et al. 2022, arXiv 2209.03003; the conditional
    optimal-transport path of flow matching, arXiv 2210.02747). */
class RectifiedFlow final : public Process
{
public:
    double tMin() const override { return 0.0001; }
    double tMax() const override { return 0.999; }
    double mean (double t) const override { return 1.0 - t; }
    double sigma (double t) const override { return t; }
    double drift (double t) const override { return -1.0 / (1.0 - t); }
    double diffusionSquared (double t) const override { return 2.0 * t / (1.0 - t); }
    double timeOf (double ratio) const override { return ratio / (1.0 + ratio); }
};
} // namespace

std::unique_ptr<Process> createRectifiedFlow()
{
    return std::make_unique<RectifiedFlow>();
}
} // namespace stochastick
