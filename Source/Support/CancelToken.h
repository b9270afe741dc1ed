#pragma once

#include "Support/Error.h"

#include <atomic>
#include <memory>

namespace stochastick
{
/** How a long operation is ended early, shared by whoever asked for it and the thread that carries it out.
    Copies refer to the same flag. Any thread; setting it is async-signal-safe. */
class CancelToken
{
public:
    /** What was made is thrown away. */
    void cancel() noexcept { state->store (cancelled); }

    /** What there is so far is kept, where the operation can: others go on to their end. */
    void stop() noexcept
    {
        auto expected = running;
        state->compare_exchange_strong (expected, stopped);
    }

    bool isCancelled() const noexcept { return state->load() == cancelled; }
    bool isStopped() const noexcept { return state->load() == stopped; }

    void throwIfCancelled() const
    {
        if (isCancelled())
            throw Cancelled();
    }

private:
    enum State : int
    {
        running,
        stopped,
        cancelled
    };

    static_assert (std::atomic<State>::is_always_lock_free);
    const std::shared_ptr<std::atomic<State>> state = std::make_shared<std::atomic<State>> (running);
};
} // namespace stochastick
