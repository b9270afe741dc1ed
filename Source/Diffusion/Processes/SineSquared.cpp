#include "Diffusion/Processes/Processes.h"

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
} // namespace

double SineSquared::sigma (double t)
{
    return squared (std::sin (0.5 * pi * t));
}

double SineSquared::oneMinusSigma (double t)
{
    return squared (std::cos (0.5 * pi * t));
}

double SineSquared::slope (double t)
{
    return 0.5 * pi * std::sin (pi * t);
}

double SineSquared::timeOfOdds (double odds)
{
    return 2.0 / pi * std::atan (std::sqrt (odds));
}
} // namespace stochastick
