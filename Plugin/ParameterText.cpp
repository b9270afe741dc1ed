#include "ParameterText.h"

#include <cmath>

namespace stochastick
{
namespace
{
juce::String number (float value, int decimals)
{
    const auto size = std::abs (value);
    const auto digits =
        decimals == 0 ? juce::String (juce::roundToInt (size)) : juce::String (size, decimals); // 0 means all
    const auto isNegative = value < 0.0f && digits.containsAnyOf ("123456789");

    return (isNegative ? juce::String::fromUTF8 ("−") : juce::String()) + digits;
}

juce::String withSign (float value, int decimals)
{
    const auto digits = number (value, decimals);
    return value > 0.0f && digits.containsAnyOf ("123456789") ? "+" + digits : digits;
}

juce::String milliseconds (float value)
{
    if (value >= 999.5f)
        return number (value / 1000.0f, 2) + " s";

    return number (value, value < 99.95f ? 1 : 0) + " ms";
}

juce::String hertz (float value)
{
    return value >= 999.5f ? number (value / 1000.0f, 2) + " kHz" : number (value, 0) + " Hz";
}

juce::String panText (float value)
{
    const auto percent = juce::roundToInt (std::abs (value) * 100.0f);
    return percent == 0 ? juce::String ("C") : juce::String (percent) + (value < 0.0f ? " L" : " R");
}

float factorOf (ParameterUnit unit, const juce::String& text)
{
    const auto isTime = unit == ParameterUnit::milliseconds || unit == ParameterUnit::decay;

    if (isTime && text.containsChar ('s') && ! text.contains ("ms"))
        return 1000.0f;

    return unit == ParameterUnit::cutoff && text.containsChar ('k') ? 1000.0f : 1.0f;
}

float panOf (const juce::String& text)
{
    const auto amount = text.getFloatValue() / 100.0f;
    return text.containsChar ('l') ? -std::abs (amount) : amount;
}
} // namespace

juce::String textOf (ParameterUnit unit, float value)
{
    switch (unit)
    {
        case ParameterUnit::decibels:
            return value <= PadSettings::silentDb ? juce::String::fromUTF8 ("−∞ dB") : withSign (value, 1) + " dB";
        case ParameterUnit::pan: return panText (value);
        case ParameterUnit::semitones: return withSign (value, 2) + " st";
        case ParameterUnit::milliseconds: return milliseconds (value);
        case ParameterUnit::decay: return value >= PadSettings::longestDecayMs ? "Off" : milliseconds (value);
        case ParameterUnit::cutoff: return value >= PadSettings::openCutoffHz ? "Open" : hertz (value);
        case ParameterUnit::resonance: return number (value, 2);
        case ParameterUnit::percent: return number (value * 100.0f, 0) + " %";
        case ParameterUnit::onOff: return value > 0.5f ? "On" : "Off";
        case ParameterUnit::chokeGroup: return value < 0.5f ? juce::String ("None") : number (value, 0);
        case ParameterUnit::output: return "Out " + number (value + 1.0f, 0);
    }

    return number (value, 2);
}

float valueOf (ParameterUnit unit, const juce::String& typed)
{
    const auto text = typed.toLowerCase().trim().replace (juce::String::fromUTF8 ("−"), "-").replaceCharacter (',', '.');
    const auto value = text.getFloatValue() * factorOf (unit, text);

    switch (unit)
    {
        case ParameterUnit::decibels:
            return text.contains ("inf") || text.contains (juce::String::fromUTF8 ("∞")) ? PadSettings::silentDb : value;
        case ParameterUnit::pan: return panOf (text);
        case ParameterUnit::decay: return text == "off" ? PadSettings::longestDecayMs : value;
        case ParameterUnit::cutoff: return text == "open" ? PadSettings::openCutoffHz : value;
        case ParameterUnit::percent: return value / 100.0f;
        case ParameterUnit::onOff: return text == "on" || value > 0.5f ? 1.0f : 0.0f;
        case ParameterUnit::output: return text.retainCharacters ("0123456789").getFloatValue() - 1.0f;
        case ParameterUnit::semitones:
        case ParameterUnit::milliseconds:
        case ParameterUnit::resonance:
        case ParameterUnit::chokeGroup: break;
    }

    return value;
}

juce::String noteName (int note)
{
    return note < 0 || note > 127 ? juce::String::fromUTF8 ("–") : juce::MidiMessage::getMidiNoteName (note, true, true, 4);
}
} // namespace stochastick
