#include "Audio/MelScale.h"

#include <cmath>

namespace stochastick
{
namespace
{
constexpr double melPerHz = 15.0 / 1000.0;
constexpr double kneeHz = 1000.0;
constexpr double kneeMel = 15.0;
const double hzStepPerMel = std::log (6.4) / 27.0;
} // namespace

double melFromHz (double hz)
{
    return hz < kneeHz ? hz * melPerHz : kneeMel + std::log (hz / kneeHz) / hzStepPerMel;
}

double hzFromMel (double mel)
{
    return mel < kneeMel ? mel / melPerHz : kneeHz * std::exp ((mel - kneeMel) * hzStepPerMel);
}
} // namespace stochastick
