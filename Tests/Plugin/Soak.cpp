// Two instances of the plugin with one engine, as a host and people use them for as long as is wanted: for sanitizers, and for
// what only time shows. `make soak`.

#include "Doubles/TinyModel.h"
#include "Plugin/EditorTestTools.h"
#include "Plugin/Soak/CountingEngine.h"
#include "Plugin/Soak/Person.h"
#include "Plugin/Soak/StateThread.h"

#include <iostream>

namespace
{
using namespace soak;
using stochastick::Processor;

struct Instance
{
    Processor processor;
    AudioThread audio;
    Person person;

    Instance (std::shared_ptr<stochastick::SharedEngine> engine, Counts& counts, unsigned seed)
        : processor (std::move (engine)),
          audio (prepared (processor), counts, seed),
          person (processor, audio, counts, stochastick::test::tinyModel().string(), seed + 1)
    {
    }

    static Processor& prepared (Processor& processor)
    {
        processor.prepareToPlay (48000.0, 512);
        return processor;
    }
};

void use (Instance& one, Instance& other, double seconds, unsigned seed)
{
    Random random (seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double> (seconds);

    while (std::chrono::steady_clock::now() < end)
    {
        editortest::dispatch();
        (random.oneIn (2) ? one : other).person.act();
        std::this_thread::sleep_for (std::chrono::milliseconds (random.below (8)));
    }
}

/** Until nobody has anything to do. */
void finish (Instance& one, Instance& other, StateThread& states, Counts& counts)
{
    states.askToEnd();

    if (! editortest::waitUntil ([&] { return states.hasEnded(); }))
        counts.complain ("saving or restoring does not end");

    for (auto* instance : { &one, &other })
        instance->processor.session().generate (0);

    const auto isIdle = [&] { return ! one.processor.session().isBusy() && ! other.processor.session().isBusy(); };

    for (auto patience = 30; ! editortest::waitUntil (isIdle); --patience) // 10 s each
        if (patience == 0)
            return counts.complain ("jobs do not end");
}

void run (double seconds, unsigned seed, Counts& counts)
{
    const auto engine = countingEngine (counts);
    Instance one (engine, counts, seed), other (engine, counts, seed + 10);
    StateThread states ({ &one.processor, &other.processor }, counts, seed + 20);
    use (one, other, seconds, seed + 30);
    finish (one, other, states, counts);
}

int verdict (const Counts& counts)
{
    std::cout << counts.line() << '\n';

    for (const auto& complaint : counts.complaints())
        std::cout << complaint << '\n';

    return counts.complaints().empty() ? 0 : 1;
}
} // namespace

int main (int count, char** arguments)
{
    const juce::StringArray words (arguments + 1, count - 1);

    if (count != 3 || words[0].getDoubleValue() <= 0.0)
    {
        std::cerr << "Soak SECONDS SEED\n";
        return 2;
    }

    editortest::beAnApplication();
    const juce::ScopedJuceInitialiser_GUI juce; // the main thread is the message thread
    Counts counts;
    run (words[0].getDoubleValue(), static_cast<unsigned> (words[1].getIntValue()), counts);

    if (counts.of (Did::begun) != counts.of (Did::finished) + counts.of (Did::cancelled))
        counts.complain ("not every run that began has finished or was cancelled");

    return verdict (counts);
}
