#include "Audio/Ticks.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace stochastick
{
namespace
{
constexpr double roundingSlack = 1e-9;

std::string printed (const char* format, double value)
{
    std::array<char, 32> text {};
    std::snprintf (text.data(), text.size(), format, value);
    return text.data();
}
} // namespace

std::vector<double> linearTicks (double low, double high, int most)
{
    if (! (high > low) || ! std::isfinite (high - low) || most < 1)
        return {};

    const double smallest = (high - low) / most;
    const double power = std::pow (10.0, std::floor (std::log10 (smallest)));
    double step = 10.0 * power;

    for (const auto multiple : { 5.0, 2.0, 1.0 })
        if (multiple * power >= smallest * (1.0 - roundingSlack))
            step = multiple * power;

    std::vector<double> ticks;
    const double first = std::ceil (low / step - roundingSlack);
    const double last = std::floor (high / step + roundingSlack);

    for (double index = first; index <= last; ++index)
        ticks.push_back (index * step + 0.0);

    return ticks;
}

std::vector<double> logTicks (double low, double high)
{
    if (! (low > 0.0) || ! (high > low) || ! std::isfinite (high))
        return {};

    const bool fine = high / low < 100.0;
    std::vector<double> ticks;

    for (double exponent = std::floor (std::log10 (low)); exponent <= std::ceil (std::log10 (high)); ++exponent)
    {
        for (const auto multiple : { 1.0, 2.0, 5.0 })
        {
            const double tick = multiple * std::pow (10.0, exponent);

            if ((fine || multiple == 1.0) && tick >= low * (1.0 - roundingSlack) && tick <= high * (1.0 + roundingSlack))
                ticks.push_back (tick);
        }
    }

    return ticks;
}

std::string tickLabel (double value)
{
    if (std::abs (value) >= 10000.0 && std::abs (value) < 1e7)
        return printed ("%.4gk", value / 1000.0);

    return printed ("%.4g", value);
}
} // namespace stochastick
