#include "Audio/Emphasis.h"

#include "Support/Error.h"

#include <string>

namespace stochastick
{
namespace
{
void checkAmount (double amount)
{
    if (! (amount >= 0.0 && amount < 1.0))
        throw UsageError ("The emphasis " + std::to_string (amount) + " is outside 0 to below 1.");
}
} // namespace

void emphasise (std::vector<float>& samples, double amount)
{
    checkAmount (amount);
    double previous = 0.0;

    for (auto& sample : samples)
    {
        const double current = sample;
        sample = static_cast<float> (current - amount * previous);
        previous = current;
    }
}

void deEmphasise (std::vector<float>& samples, double amount)
{
    checkAmount (amount);
    double restored = 0.0;

    for (auto& sample : samples)
    {
        restored = sample + amount * restored;
        sample = static_cast<float> (restored);
    }
}
} // namespace stochastick
