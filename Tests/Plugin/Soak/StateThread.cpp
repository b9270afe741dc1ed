#include "Plugin/Soak/StateThread.h"

namespace soak
{
using stochastick::Processor;

StateThread::StateThread (std::vector<Processor*> saved, Counts& runCounts, unsigned seed)
    : processors (std::move (saved)),
      counts (runCounts),
      random (seed),
      thread ([this] { run(); })
{
}

StateThread::~StateThread()
{
    askToEnd();
    thread.join();
}

void StateThread::run()
{
    while (! done)
    {
        auto& processor = *random.pick (processors);

        if (states.empty() || random.oneIn (2))
            save (processor);
        else if (random.oneIn (4))
            restoreDamaged (processor);
        else if (random.oneIn (2))
            restore (processor);

        std::this_thread::sleep_for (std::chrono::milliseconds (50 + random.below (300)));
    }

    ended = true;
}

void StateThread::save (Processor& processor)
{
    constexpr std::size_t most = 4;
    juce::MemoryBlock state;
    processor.getStateInformation (state);

    if (states.size() < most)
        states.emplace_back();

    random.pick (states) = state;
    counts.add (Did::saved);
}

void StateThread::restore (Processor& processor)
{
    const auto& state = random.pick (states);

    if (state.isEmpty())
        return;

    processor.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    counts.add (Did::restored);

    if (const auto notice = processor.takeNotice(); ! notice.empty())
        counts.complain ("a state of our own was not taken back: " + notice);
}

void StateThread::restoreDamaged (Processor& processor)
{
    auto state = random.pick (states);
    const auto size = static_cast<int> (state.getSize());

    if (size == 0)
        return;

    processor.setStateInformation (state.getData(), random.below (size));

    if (processor.takeNotice().empty())
        counts.complain ("a state that was cut short was taken without a word");

    counts.add (Did::rejected);
}
} // namespace soak
