#pragma once

#include "Engine/ControlStudy.h"

namespace stochastick
{
/** Every way to make a part anew on two correlated Gaussians, whose conditional means are known: a pair with one of the two
    kept, and 64 samples with the last 24 free. Seconds. */
std::vector<ControlStudy::Bias> studyInpainting();
} // namespace stochastick
