#pragma once

#include "Instrument/Instrument.h"

#include <juce_audio_basics/juce_audio_basics.h>

namespace stochastick
{
class ParameterReader;

/** Notes, "all notes off" (for pads that end with their key) and "all sound off", on any channel. Audio thread. */
void playMidi (const juce::MidiBuffer& midi, const ParameterReader& pads, Instrument& instrument) noexcept;
} // namespace stochastick
