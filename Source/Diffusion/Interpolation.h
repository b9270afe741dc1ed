#pragma once

#include "Diffusion/Denoiser.h"

namespace stochastick
{
/** Spherical interpolation of each item of two batches (batch, 1, samples): keeps the norm of noise, which a straight
    line would shrink by up to √2 (Shoemake 1985). 0 gives `first`, 1 `second`, to the bit; nearly parallel vectors are
    mixed linearly. */
Tensor slerp (const Tensor& first, const Tensor& second, double amount);
} // namespace stochastick
