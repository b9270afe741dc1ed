#include "Plugin/ProcessorTestTools.h"

#include <catch2/catch.hpp>

#include <thread>

using namespace processortest;

namespace
{
juce::MidiBuffer controller (int number, int frame)
{
    juce::MidiBuffer midi;
    midi.addEvent (juce::MidiMessage::controllerEvent (10, number, 0), frame);
    return midi;
}

/** The same second of playing, cut into blocks of so many frames. */
Samples playedInBlocksOf (int size)
{
    Played played;
    set (played.processor, "pad01_decay", 300.0f);
    Samples result;

    for (auto start = 0; start < 44100; start += size)
    {
        const auto frames = std::min (size, 44100 - start);
        juce::MidiBuffer midi;

        for (const auto at : { 100, 7000, 7001, 30000 })
            if (at >= start && at < start + frames)
                midi.addEvent (juce::MidiMessage::noteOn (1, 35, 0.8f), at - start);

        const auto buffer = block (played.processor, frames, midi);
        result.insert (result.end(), buffer.getReadPointer (0), buffer.getReadPointer (0) + frames);
    }

    return result;
}
} // namespace

TEST_CASE ("a note is heard from its own frame on, on both channels and nowhere else")
{
    Played played;
    const auto buffer = block (played.processor, 512, note (35, 301));

    CHECK (firstSound (buffer, 0) == 301);
    CHECK (firstSound (buffer, 1) == 301);
    CHECK (buffer.getSample (0, 511) == 0.5f);
}

TEST_CASE ("the sizes of the blocks change no bit of what is heard, beyond the announced one too")
{
    const auto expected = playedInBlocksOf (512);
    CHECK (expected[100] != 0.0f);

    for (const auto size : { 1, 17, 64, 8192, 44100 })
        CHECK (playedInBlocksOf (size) == expected);
}

TEST_CASE ("a note in a block without frames is heard at the beginning of the next one")
{
    Played played;
    block (played.processor, 0, note (35, 0));
    CHECK (firstSound (block (played.processor, 64)) == 0);
}

TEST_CASE ("a pad plays on the key that it was given, and on no other")
{
    Played played;
    played.processor.setNote (0, 100);
    CHECK (firstSound (block (played.processor, 64, note (35, 0))) == -1);
    CHECK (firstSound (block (played.processor, 64, note (100, 3))) == 3);
}

TEST_CASE ("velocity sets the level as the pad's velocity parameter says")
{
    Played played;
    CHECK (block (played.processor, 64, note (35, 0, 64)).getSample (0, 63) == Approx (0.5 * 64.0 * 64.0 / 127.0 / 127.0));

    Played fixed;
    set (fixed.processor, "pad01_velocity", 0.0f);
    CHECK (block (fixed.processor, 64, note (35, 0, 64)).getSample (0, 63) == 0.5f);
}

TEST_CASE ("a moved parameter is heard in the next block")
{
    Played played;
    set (played.processor, "pad01_level", -6.0f);
    CHECK (block (played.processor, 64, note (35, 0)).getSample (0, 63) == Approx (0.5 * std::pow (10.0, -6.0 / 20.0)));
}

TEST_CASE ("the master level scales everything without a jump")
{
    Played played;
    block (played.processor, 512, note (35, 0));
    set (played.processor, "master_level", -60.0f);
    const auto buffer = block (played.processor, 512);
    CHECK (buffer.getSample (0, 0) > 0.49f);
    CHECK (buffer.getSample (0, 511) < 0.01f);
    CHECK (firstSound (block (played.processor, 512)) == -1);
}

TEST_CASE ("a pad goes to its own output where the host has that one, and to the first where not")
{
    NoEngine engine;
    Processor processor (engine.make());
    auto layout = processor.getBusesLayout();
    layout.outputBuses.getReference (2) = juce::AudioChannelSet::stereo();
    REQUIRE (processor.setBusesLayout (layout));
    CHECK (channelCount (processor) == 4); // the second bus is off: the third one's channels follow the first one's

    processor.instrument().setSound (0, soundOf (constant (0.5f, 4410)));
    processor.prepareToPlay (44100.0, 512);
    set (processor, "pad01_output", 2.0f);
    const auto third = block (processor, 64, note (35, 0));
    CHECK (firstSound (third, 0) == -1);
    CHECK (firstSound (third, 2) == 0);
    CHECK (firstSound (third, 3) == 0);

    set (processor, "pad01_output", 1.0f);
    processor.prepareToPlay (44100.0, 512);
    const auto second = block (processor, 64, note (35, 0));
    CHECK (firstSound (second, 0) == 0);
    CHECK (firstSound (second, 2) == -1);
}

TEST_CASE ("outputs are eight stereo ones, of which the first stays and is on alone at first")
{
    NoEngine engine;
    Processor processor (engine.make());
    CHECK (processor.getBusCount (false) == 8);
    CHECK (processor.getBusCount (true) == 0);
    CHECK (channelCount (processor) == 2);

    auto all = processor.getBusesLayout();
    for (auto& bus : all.outputBuses)
        bus = juce::AudioChannelSet::stereo();
    CHECK (processor.checkBusesLayoutSupported (all));

    all.outputBuses.getReference (0) = juce::AudioChannelSet::disabled();
    CHECK_FALSE (processor.checkBusesLayoutSupported (all));
    all.outputBuses.getReference (0) = juce::AudioChannelSet::create5point1();
    CHECK_FALSE (processor.checkBusesLayoutSupported (all));
}

TEST_CASE ("bypassed, what sounds fades out without a click and notes are not played")
{
    Played played;
    block (played.processor, 512, note (35, 0));

    juce::AudioBuffer<float> buffer (2, 1024);
    auto midi = note (35, 500);
    played.processor.processBlockBypassed (buffer, midi);
    const auto* left = buffer.getReadPointer (0);
    CHECK (left[0] > 0.4f);
    CHECK (instrumenttest::largestJump (Samples (left + 1, left + 1024)) < 0.51); // the first jump is up from zero

    for (auto i = 1; i < 1024; ++i)
        REQUIRE (std::abs (left[i] - left[i - 1]) < 0.01f);

    CHECK (left[1023] == 0.0f);
}

TEST_CASE ("all sound off ends everything within some milliseconds, all notes off only what ends with its key")
{
    Played played;
    block (played.processor, 64, note (35, 0));
    block (played.processor, 1024, controller (123, 0));
    CHECK (block (played.processor, 64).getSample (0, 63) == 0.5f);
    block (played.processor, 1024, controller (120, 0));
    CHECK (firstSound (block (played.processor, 64)) == -1);

    set (played.processor, "pad01_one_shot", 0.0f);
    block (played.processor, 64, note (35, 0));
    block (played.processor, 4096, controller (123, 0));
    CHECK (firstSound (block (played.processor, 64)) == -1);
}

TEST_CASE ("all sound off ends what sounds at its own frame: a note before it in the same block is heard until then")
{
    Played played;
    auto midi = note (35, 10);
    midi.addEvents (controller (120, 400), 0, -1, 0);
    const auto buffer = block (played.processor, 1024, midi);

    CHECK (firstSound (buffer) == 10);
    CHECK (buffer.getSample (0, 400) == 0.5f);
    CHECK (buffer.getSample (0, 500) < 0.4f);
    CHECK (buffer.getMagnitude (0, 622, 1024 - 622) == 0.0f);
}

TEST_CASE ("a host that stops processing hears silence, and no audition that waited")
{
    Played played;
    block (played.processor, 512, note (35, 0));
    played.processor.audition (0, 1.0f);
    played.processor.reset(); // as VST3's setProcessing (false) does
    CHECK (firstSound (block (played.processor, 512)) == -1);
    CHECK (firstSound (block (played.processor, 512, note (35, 7))) == 7);
}

TEST_CASE ("the notes that come in do not go out again")
{
    Played played;
    juce::AudioBuffer<float> buffer (2, 64);
    auto midi = note (35, 0), whileBypassed = note (35, 0);
    played.processor.processBlock (buffer, midi);
    played.processor.processBlockBypassed (buffer, whileBypassed);
    CHECK (midi.isEmpty());
    CHECK (whileBypassed.isEmpty());
}

TEST_CASE ("an audition from the editor is heard in the next block")
{
    Played played;
    played.processor.audition (0, 1.0f);
    CHECK (firstSound (block (played.processor, 64)) == 0);
}

TEST_CASE ("a candidate is heard at once, though another pad is soloed, and ends the one before it")
{
    Played played;
    set (played.processor, "pad09_solo", 1.0f);
    played.processor.audition (soundOf (constant (0.25f, 44100)));
    CHECK (block (played.processor, 1024).getSample (0, 1023) == 0.25f);
    played.processor.audition (soundOf (constant (0.125f, 44100)));
    CHECK (block (played.processor, 1024).getSample (0, 1023) == 0.125f);
}

TEST_CASE ("an audition that the host did not play in time is not played later")
{
    Played played;
    played.processor.audition (0, 1.0f);
    std::this_thread::sleep_for (std::chrono::milliseconds (600));
    CHECK (firstSound (block (played.processor, 64)) == -1);

    played.processor.audition (0, 1.0f);
    played.processor.prepareToPlay (44100.0, 512);
    CHECK (firstSound (block (played.processor, 64)) == -1);
}

TEST_CASE ("the tail is as long as the longest sound that is loaded, at its speed")
{
    NoEngine engine;
    Processor processor (engine.make());
    const auto asTheyAre = processor.getTailLengthSeconds();
    CHECK (asTheyAre > 0.1);
    CHECK (asTheyAre < 10.0);

    for (auto pad = 0; pad < padCount; ++pad)
        set (processor, parameterId (pad, "tune"), -12.0f);

    CHECK (processor.getTailLengthSeconds() == Approx (2.0 * asTheyAre));

    for (auto pad = 0; pad < padCount; ++pad)
        processor.session().clear (pad);

    CHECK (processor.getTailLengthSeconds() == 0.0);
}
