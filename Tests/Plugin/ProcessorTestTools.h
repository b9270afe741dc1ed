#pragma once

#include "Plugin/Instrument/InstrumentTestTools.h"
#include "Processor.h"

#include <atomic>

namespace processortest
{
using namespace stochastick;
using instrumenttest::constant;
using instrumenttest::Samples;
using instrumenttest::soundOf;

/** Counts the makers that are asked of it, none of which comes. */
struct NoEngine
{
    std::shared_ptr<std::atomic<int>> asked = std::make_shared<std::atomic<int>> (0);

    std::shared_ptr<SharedEngine> make() const
    {
        return std::make_shared<SharedEngine> (
            [counter = asked] (const std::string&, const EngineSettings&) -> std::unique_ptr<SoundMaker> {
                ++*counter;
                throw Error ("There is no engine here.");
            });
    }
};

inline void set (Processor& processor, const juce::String& id, float value)
{
    auto* parameter = processor.parameters().getParameter (id);
    parameter->setValueNotifyingHost (parameter->convertTo0to1 (value));
}

inline float get (Processor& processor, const juce::String& id)
{
    return processor.parameters().getRawParameterValue (id)->load();
}

inline int channelCount (const Processor& processor)
{
    return processor.getTotalNumOutputChannels();
}

/** One block; @return all channels */
inline juce::AudioBuffer<float> block (Processor& processor, int frames, const juce::MidiBuffer& midi = {})
{
    juce::AudioBuffer<float> buffer (channelCount (processor), frames);
    auto events = midi;

    for (auto channel = 0; channel < buffer.getNumChannels(); ++channel)
        juce::FloatVectorOperations::fill (buffer.getWritePointer (channel), 99.0f, frames); // to be overwritten

    processor.processBlock (buffer, events);
    return buffer;
}

inline juce::MidiBuffer note (int number, int frame, juce::uint8 velocity = 127)
{
    juce::MidiBuffer midi;
    midi.addEvent (juce::MidiMessage::noteOn (10, number, velocity), frame);
    return midi;
}

inline int firstSound (const juce::AudioBuffer<float>& buffer, int channel = 0)
{
    for (auto i = 0; i < buffer.getNumSamples(); ++i)
        if (buffer.getSample (channel, i) != 0.0f)
            return i;

    return -1;
}

/** A processor at 44.1 kHz whose pads are empty but for pad 0, which plays ones for a second on note 35. */
struct Played
{
    NoEngine engine {};
    Processor processor { engine.make() };

    Played()
    {
        for (auto pad = 0; pad < padCount; ++pad)
            processor.instrument().setSound (pad, nullptr);

        processor.instrument().setSound (0, soundOf (constant (0.5f, 44100)));
        processor.prepareToPlay (44100.0, 512);
    }
};
} // namespace processortest
