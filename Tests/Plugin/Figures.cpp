// What the plugin costs a person who waits for it: the lines of the README's section "How fast". With a display the editor
// is opened on it.

#include "EditorTestTools.h"

#include <ctime>
#include <iomanip>
#include <iostream>

namespace
{
using namespace editortest;
using Clock = std::chrono::steady_clock;

double secondsSince (Clock::time_point start)
{
    return std::chrono::duration<double> (Clock::now() - start).count();
}

double medianOf (std::vector<double> values)
{
    std::sort (values.begin(), values.end());
    return values[values.size() / 2];
}

template <typename Action>
double median (int times, const Action& action)
{
    std::vector<double> seconds;

    for (int i = 0; i < times; ++i)
    {
        const auto start = Clock::now();
        action();
        seconds.push_back (secondsSince (start));
    }

    return medianOf (seconds);
}

bool hasDisplay()
{
    return juce::Desktop::getInstance().getDisplays().getPrimaryDisplay() != nullptr;
}

void print (const char* what, double value, const char* unit)
{
    std::cout << std::left << std::setw (60) << what << std::right << std::fixed << std::setprecision (1) << std::setw (8)
              << value << ' ' << unit << std::endl;
}

void measureOpening()
{
    Processor processor;
    const auto create = median (9, [] { Processor(); });
    const auto open = [&] {
        Editor editor (processor);
        editor.createComponentSnapshot (editor.getLocalBounds());
    };
    print ("instance: created, factory kit loaded", 1000.0 * create, "ms");
    print ("editor: constructor to first picture, the first time", 1000.0 * median (1, open), "ms");
    print ("editor: the same when it is opened again", 1000.0 * median (9, open), "ms");
}

/** Of one core, while the message thread waits and the audio thread plays silence at its rate. */
double cpuShare (Processor& processor, double seconds)
{
    std::atomic<bool> done { false };
    std::thread audio ([&] {
        juce::AudioBuffer<float> buffer (processor.getTotalNumOutputChannels(), 480);
        juce::MidiBuffer midi;

        for (auto next = Clock::now(); ! done; std::this_thread::sleep_until (next += std::chrono::milliseconds (10)))
            processor.processBlock (buffer, midi);
    });
    const auto start = Clock::now();
    const auto before = std::clock();

    while (secondsSince (start) < seconds)
        juce::dispatchNextMessageOnSystemQueue (false); // sleeps until there is one: the processor's timer sees to that

    const auto share = static_cast<double> (std::clock() - before) / CLOCKS_PER_SEC / secondsSince (start);
    done = true;
    audio.join();
    return 100.0 * share;
}

void measureRest (double seconds)
{
    Processor processor;
    processor.prepareToPlay (48000.0, 480);
    print ("at rest, editor closed", cpuShare (processor, seconds), "% of a core");
    Editor editor (processor);

    if (! hasDisplay())
        return;

    editor.addToDesktop (0);
    editor.setVisible (true);
    runFor (2000);
    print ("at rest, editor open", cpuShare (processor, seconds), "% of a core");
}

/** Blocks that are rendered until something is heard: the one that follows the click is the first. */
void measureAudition()
{
    Processor processor;
    processor.prepareToPlay (48000.0, 256);
    juce::AudioBuffer<float> buffer (processor.getTotalNumOutputChannels(), 256);
    juce::MidiBuffer midi;
    processor.processBlock (buffer, midi);
    processor.audition (3, 0.8f);
    int blocks = 0;

    do
    {
        processor.processBlock (buffer, midi);
        ++blocks;
    } while (buffer.getMagnitude (0, 256) < 0.0001f && blocks < 100);

    print ("click on a pad to sound", blocks, "blocks");
}

void measureMaking()
{
    Processor processor;
    auto& session = processor.session();
    const auto make = [&] (void (Session::*verb) (int)) {
        const auto before = session.pad (3).soundPointer();
        (session.*verb) (3);

        while (session.pad (3).soundPointer() == before)
        {
            dispatch();
            std::this_thread::sleep_for (std::chrono::milliseconds (1));
        }
    };

    print ("click to the first draft, the model loaded meanwhile", 1000.0 * median (1, [&] { make (&Session::draft); }),
           "ms");
    print ("click to a finished sound", 1000.0 * median (9, [&] { make (&Session::generate); }), "ms");
    auto seed = 100u;
    print ("click to a draft",
           1000.0
               * median (9,
                         [&] {
                             auto recipe = session.pad (3).recipe;
                             recipe.seed = ++seed;
                             session.setRecipe (3, recipe);
                             make (&Session::draft);
                         }),
           "ms");
}
} // namespace

int main()
{
    editortest::beAnApplication();
    const juce::ScopedJuceInitialiser_GUI juce;
    measureOpening();
    measureAudition();
    measureMaking();
    measureRest (20.0);
    return 0;
}
