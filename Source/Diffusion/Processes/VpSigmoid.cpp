#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double slope = 22.31, offset = 18.42;

double sigmoid (double x)
{
    return 1.0 / (1.0 + std::exp (-x));
}

/** CRASH's VP-sigmoid: sigma² = sigmoid(22.31 t − 18.42) (the published code's VpSdeSigmoid, its default). */
class VpSigmoid final : public Process
{
public:
    double tMin() const override { return 0.0; }
    double tMax() const override { return 1.0; }
    double mean (double t) const override { return std::sqrt (sigmoid (offset - slope * t)); }
    double sigma (double t) const override { return std::sqrt (sigmoid (slope * t - offset)); }
    double drift (double t) const override { return -0.5 * diffusionSquared (t); }
    double diffusionSquared (double t) const override { return slope * sigmoid (slope * t - offset); }
    double timeOf (double ratio) const override { return (2.0 * std::log (ratio) + offset) / slope; }
};
} // namespace

std::unique_ptr<Process> createVpSigmoid()
{
    return std::make_unique<VpSigmoid>();
}
} // namespace stochastick
