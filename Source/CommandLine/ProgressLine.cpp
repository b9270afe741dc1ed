#include "CommandLine/ProgressLine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace stochastick
{
ProgressLine::ProgressLine()
    : terminal (::isatty (STDERR_FILENO) != 0)
{
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show (double done, const std::string& text)
{
    if (! terminal)
        return;

    constexpr int width = 28;
    const auto filled = static_cast<std::size_t> (std::lround (std::clamp (done, 0.0, 1.0) * width));
    const auto bar = std::string (filled, '#') + std::string (width - filled, '.');

    std::fprintf (stderr, "\r\033[K[%s] %s", bar.c_str(), text.c_str());
    std::fflush (stderr);
    drawn = true;
}

void ProgressLine::say (const std::string& text)
{
    clear();
    std::fprintf (stderr, "%s\n", text.c_str());
}

void ProgressLine::clear()
{
    if (drawn)
        std::fputs ("\r\033[K", stderr);

    drawn = false;
}

std::string durationText (double seconds)
{
    const auto whole = std::lround (std::max (0.0, seconds));
    char text[32];

    if (whole >= 3600)
        std::snprintf (text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf (text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);

    return text;
}
} // namespace stochastick
