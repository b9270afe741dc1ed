#pragma once

#include "Instrument/Instrument.h"

#include <juce_audio_basics/juce_audio_basics.h>

namespace stochastick
{
/** Notes, "all notes off" (for pads that end with their key) and "all sound off", each at its frame and on any channel.
    Audio thread. */
void playMidi (const juce::MidiBuffer& midi, Instrument& instrument) noexcept;
} // namespace stochastick
