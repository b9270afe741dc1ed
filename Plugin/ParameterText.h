#pragma once

#include "Parameters.h"

namespace stochastick
{
/** "−6.0 dB", "50 L", "1.20 kHz", "Open": as hosts and knobs show a value. */
juce::String textOf (ParameterUnit unit, float value);

/** What a person types: with or without the unit, "-6", "50 L", "1.2k", "C". What cannot be read is 0; the range is the
    caller's affair. */
float valueOf (ParameterUnit unit, const juce::String& text);

/** MIDI 60 is "C4"; "–" for none. */
juce::String noteName (int note);
} // namespace stochastick
