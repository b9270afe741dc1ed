#include "ProcessorThread.h"

#include <juce_events/juce_events.h>

#include <atomic>
#include <future>

namespace stochastick
{
namespace
{
/** Either of the two threads may be the last to let go of it; whoever takes it decides whether it runs. */
struct Errand
{
    std::packaged_task<void()> action;
    std::atomic<bool> taken { false };
};
} // namespace

bool runOnMessageThread (const std::function<void()>& action, double patienceSeconds)
{
    const auto* manager = juce::MessageManager::getInstanceWithoutCreating();

    if (manager == nullptr || manager->isThisTheMessageThread() || manager->currentThreadHasLockedMessageManager())
    {
        action();
        return true;
    }

    const auto errand = std::make_shared<Errand> (std::packaged_task<void()> (action));
    auto done = errand->action.get_future();

    juce::MessageManager::callAsync ([errand] {
        if (! errand->taken.exchange (true))
            errand->action();
    });

    if (done.wait_for (std::chrono::duration<double> (patienceSeconds)) != std::future_status::ready
        && ! errand->taken.exchange (true))
        return false;

    done.get();
    return true;
}
} // namespace stochastick
