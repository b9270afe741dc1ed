#pragma once

#include "Support/Error.h"

#include <atomic>
#include <memory>

namespace stochastick
{
/** A flag shared by whoever asked for a long operation and the thread that carries it out.
    Copies refer to the same flag. Any thread; setting it is async-signal-safe. */
class CancelToken
{
public:
    void cancel() noexcept { flag->store (true); }
    bool isCancelled() const noexcept { return flag->load(); }

    void throwIfCancelled() const
    {
        if (isCancelled())
            throw Cancelled();
    }

private:
    static_assert (std::atomic<bool>::is_always_lock_free);
    const std::shared_ptr<std::atomic<bool>> flag = std::make_shared<std::atomic<bool>> (false);
};
} // namespace stochastick
