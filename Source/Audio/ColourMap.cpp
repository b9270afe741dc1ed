#include "Audio/ColourMap.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stochastick
{
Colour heatColour (double level)
{
    struct Stop
    {
        double red, green, blue;
    };

    constexpr std::array stops {
        Stop { 6, 6, 12 },     Stop { 28, 16, 62 },    Stop { 66, 18, 106 },   Stop { 108, 28, 122 },
        Stop { 152, 42, 118 }, Stop { 196, 60, 100 },  Stop { 230, 92, 76 },   Stop { 248, 136, 66 },
        Stop { 253, 184, 92 }, Stop { 254, 224, 146 }, Stop { 255, 250, 214 },
    };

    const double position = std::clamp (level, 0.0, 1.0) * (stops.size() - 1);
    const auto index = std::min (static_cast<std::size_t> (position), stops.size() - 2);
    const double part = position - static_cast<double> (index);

    const auto mix = [&] (double Stop::*channel) {
        return static_cast<std::uint8_t> (std::lround (std::lerp (stops[index].*channel, stops[index + 1].*channel, part)));
    };

    return { mix (&Stop::red), mix (&Stop::green), mix (&Stop::blue) };
}
} // namespace stochastick
