#include "Diffusion/Processes/Processes.h"

#include <cmath>

namespace stochastick
{
double LinearBeta::timeOfIntegral (double integral)
{
    return 2.0 * integral / (first + std::sqrt (first * first + 2.0 * slope * integral));
}
} // namespace stochastick
