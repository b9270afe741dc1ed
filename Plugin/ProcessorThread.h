#pragma once

#include <functional>

namespace stochastick
{
/** Runs the action on the message thread and waits for it; at once when this is that thread. A host may hold up the message
    thread until the caller returns (it calls from a thread of its own and waits for it): then the action is withdrawn after
    so many seconds, false is returned, and it will never run. Any thread but the audio thread.

    A MessageManagerLock would wait for ever there, which is how plugins freeze their hosts. */
bool runOnMessageThread (const std::function<void()>& action, double patienceSeconds);
} // namespace stochastick
