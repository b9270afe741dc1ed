#include "Instrument/Envelope.h"

#include <algorithm>
#include <cmath>

namespace stochastick
{
namespace
{
constexpr double inaudible = 1e-5; // −100 dB
}

void Envelope::start (double attackFrames, double decayFrames) noexcept
{
    *this = {};
    decayFactor = decayFrames > 0.0 ? std::pow (10.0, -3.0 / decayFrames) : 1.0;

    if (attackFrames >= 1.0)
    {
        attack = 0.0;
        attackStep = 1.0 / attackFrames;
    }
}

void Envelope::release (double frames) noexcept
{
    releaseStep = std::max (releaseStep, 1.0 / std::max (frames, 1.0));
}

void Envelope::read (float* gains, int frames) noexcept
{
    std::generate_n (gains, frames, [this] { return next(); });
}

float Envelope::next() noexcept
{
    if (over)
        return 0.0f;

    const auto gain = static_cast<float> (attack * decay * remaining);

    if (attack < 1.0)
        attack = std::min (attack + attackStep, 1.0);
    else
        decay *= decayFactor;

    remaining -= releaseStep;
    over = decay < inaudible || remaining <= 0.0;
    return gain;
}
} // namespace stochastick
