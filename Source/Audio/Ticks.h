#pragma once

#include <string>
#include <vector>

namespace stochastick
{
/** Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, at most about `most` of them.
    None when the range is empty or not finite. Any thread. */
std::vector<double> linearTicks (double low, double high, int most);

/** Powers of ten from `low` to `high`, and their multiples by 2 and 5 when the range is less than two decades. */
std::vector<double> logTicks (double low, double high);

/** "0.25", "1500", "20k", "1e-05": short enough for an axis. */
std::string tickLabel (double value);
} // namespace stochastick
