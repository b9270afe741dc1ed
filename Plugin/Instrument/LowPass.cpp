#include "Instrument/LowPass.h"

#include <cmath>

namespace stochastick
{
void LowPass::start (double resonance) noexcept
{
    *this = {};
    damping = 1.0 / resonance;
}

void LowPass::setCutoff (double warped) noexcept
{
    a1 = 1.0 / (1.0 + warped * (warped + damping));
    a2 = warped * a1;
    a3 = warped * a2;
}

double LowPass::process (double input, double quiet) noexcept
{
    const auto v3 = input - second;
    const auto band = a1 * first + a2 * v3;
    const auto low = second + a2 * first + a3 * v3;

    first = 2.0 * band - first;
    second = 2.0 * low - second;

    if (std::abs (first) < quiet && std::abs (second) < quiet)
        silence();

    return low;
}
} // namespace stochastick
