#pragma once

namespace stochastick
{
// Slaney's mel scale (Auditory Toolbox 1998): 15 mel per kHz up to 1 kHz, above it 27 mel for each factor of 6.4.

double melFromHz (double hz);
double hzFromMel (double mel);
} // namespace stochastick
