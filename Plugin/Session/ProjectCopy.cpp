#include "Session/ProjectCopy.h"

#include "Session/ProjectText.h"

namespace stochastick
{
void ProjectCopy::update (const PadBook& book, const std::vector<int>& changed)
{
    const std::lock_guard lock (copying);

    for (const auto pad : changed)
        pads.at (static_cast<std::size_t> (pad)) = book[pad];
}

Pads ProjectCopy::copy()
{
    const std::lock_guard lock (copying);
    return pads;
}

std::string ProjectCopy::text()
{
    const std::lock_guard lock (encoding);
    auto now = copy();

    if (encoded.empty() || encodedPads != now)
    {
        encoded = projectText (now);
        encodedPads = std::move (now);
    }

    return encoded;
}
} // namespace stochastick
