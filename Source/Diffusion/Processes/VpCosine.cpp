#include "Diffusion/Processes/VpCosine.h"

#include <cmath>
#include <numbers>

namespace stochastick
{
namespace
{
constexpr double pi = std::numbers::pi;

double squared (double x)
{
    return x * x;
}

/** 1 − sigma², without the cancellation. */
double meanSquared (double t)
{
    return squared (std::cos (0.5 * pi * t)) * (1.0 + squared (std::sin (0.5 * pi * t)));
}
} // namespace

double VpCosine::mean (double t) const
{
    return std::sqrt (meanSquared (t));
}

double VpCosine::sigma (double t) const
{
    return squared (std::sin (0.5 * pi * t));
}

double VpCosine::drift (double t) const
{
    return -0.5 * diffusionSquared (t);
}

double VpCosine::diffusionSquared (double t) const
{
    const auto sigmaSlope = 0.5 * pi * std::sin (pi * t);
    return 2.0 * sigma (t) * sigmaSlope / meanSquared (t);
}

// tan²(πt/2) = sigma/(1 − sigma) with sigma = ρ/√(1 + ρ²), multiplied out so that nothing cancels for large ρ.
double VpCosine::timeOf (double ratio) const
{
    const auto tangentSquared = ratio * (std::sqrt (1.0 + ratio * ratio) + ratio);
    return 2.0 / pi * std::atan (std::sqrt (tangentSquared));
}
} // namespace stochastick
