#include "Plugin/Soak/AudioThread.h"

namespace soak
{
namespace
{
constexpr float loudest =
    1.0e4f; // 16 voices at +24 dB through a filter of resonance 10 stay far below; what runs away does not
}

AudioThread::AudioThread (stochastick::Processor& played, Counts& runCounts, unsigned seed)
    : processor (played),
      counts (runCounts),
      random (seed),
      thread ([this] { run(); })
{
}

AudioThread::~AudioThread()
{
    done = true;
    thread.join();
}

void AudioThread::prepare (double sampleRate, int block)
{
    const std::lock_guard lock (betweenBlocks);
    processor.releaseResources();
    processor.prepareToPlay (sampleRate, block);
    counts.add (Did::prepared);
}

void AudioThread::run()
{
    while (! done)
    {
        {
            const std::lock_guard lock (betweenBlocks);
            playBlock();
        }

        std::this_thread::sleep_for (std::chrono::microseconds (500 + random.below (1500)));
    }
}

void AudioThread::playBlock()
{
    const auto frames = 1 + random.below (largestBlock);
    juce::AudioBuffer<float> buffer (processor.getTotalNumOutputChannels(), frames);
    auto midi = events (frames);

    if (random.oneIn (6))
        automate();

    if (random.oneIn (60))
        processor.processBlockBypassed (buffer, midi);
    else
        processor.processBlock (buffer, midi);

    check (buffer);
    counts.add (Did::blocks);
}

juce::MidiBuffer AudioThread::events (int frames)
{
    juce::MidiBuffer midi;

    for (auto count = random.below (6); count > 0; --count)
    {
        const auto channel = 1 + random.below (16), frame = random.below (frames), note = 30 + random.below (40);

        if (random.oneIn (40))
            midi.addEvent (juce::MidiMessage::controllerEvent (channel, random.oneIn (2) ? 120 : 123, 0), frame);
        else if (random.oneIn (5))
            midi.addEvent (juce::MidiMessage::noteOff (channel, note), frame);
        else
        {
            midi.addEvent (juce::MidiMessage::noteOn (channel, note, static_cast<juce::uint8> (1 + random.below (127))),
                           frame);
            counts.add (Did::notes);
        }
    }

    return midi;
}

/** As the wrappers of VST3 and LV2 do it. */
void AudioThread::automate()
{
    auto* parameter = random.pick (processor.getParameters());
    const auto value = static_cast<float> (random.unit());
    parameter->setValue (value);
    parameter->sendValueChangedMessageToListeners (value);
    counts.add (Did::parameters);
}

void AudioThread::check (const juce::AudioBuffer<float>& buffer)
{
    for (auto channel = 0; channel < buffer.getNumChannels(); ++channel)
        for (auto i = 0; i < buffer.getNumSamples(); ++i)
            if (! (std::abs (buffer.getSample (channel, i)) <= loudest)) // NaN as well
                return counts.complain ("a block holds what is no number, or too loud");
}
} // namespace soak
