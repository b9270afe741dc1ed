#include "Diffusion/Processes/VpLinear.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double firstBeta = 0.1;
constexpr double betaSlope = 20.0 - firstBeta;

/** ∫β from 0 to t, which is −2 ln mean. */
double betaIntegral (double t)
{
    return t * (firstBeta + 0.5 * betaSlope * t);
}
} // namespace

double VpLinear::mean (double t) const
{
    return std::exp (-0.5 * betaIntegral (t));
}

double VpLinear::sigma (double t) const
{
    return std::sqrt (-std::expm1 (-betaIntegral (t)));
}

double VpLinear::drift (double t) const
{
    return -0.5 * diffusionSquared (t);
}

double VpLinear::diffusionSquared (double t) const
{
    return firstBeta + betaSlope * t;
}

// The positive root of betaIntegral (t) = ln (1 + ρ²), in the form that does not cancel for small ρ.
double VpLinear::timeOf (double ratio) const
{
    const auto integral = std::log1p (ratio * ratio);
    return 2.0 * integral / (firstBeta + std::sqrt (firstBeta * firstBeta + 2.0 * betaSlope * integral));
}
} // namespace stochastick
