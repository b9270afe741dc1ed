#pragma once

#include <vector>

namespace stochastick
{
// A linear, invertible change of variables that lifts the highs before a network and restores them after it.
// `amount` is a in [0, 1), 0 changes nothing; other values throw UsageError. In place, any thread.

/** y[n] = x[n] − a·x[n − 1], with x[−1] = 0. */
void emphasise (std::vector<float>& samples, double amount);

/** The inverse, x[n] = y[n] + a·x[n − 1], accumulated in double so that errors do not grow along the sound. */
void deEmphasise (std::vector<float>& samples, double amount);
} // namespace stochastick
