#pragma once

#include "Session/PadBook.h"

#include <mutex>
#include <string>

namespace stochastick
{
/** The pads as a project would hold them now, so that hosts can save on any thread while the message thread works or waits for
    them. */
class ProjectCopy
{
public:
    /** Message thread, after each change. All of them at once: no text holds half of an exchange. */
    void update (const PadBook& book, const std::vector<int>& changed);

    /** As projectText(). Any thread; throws Error for a sound that cannot be stored. */
    std::string text();

private:
    Pads copy();

    std::mutex copying; // of the pads; never held for long
    Pads pads = generalMidiPads();

    // Hosts ask again and again, and encoding a full project takes a third of a second.
    std::mutex encoding; // of the rest
    Pads encodedPads {};
    std::string encoded {};
};
} // namespace stochastick
