#include "ParameterReader.h"

#include <cmath>

namespace stochastick
{
ParameterReader::ParameterReader (juce::AudioProcessorValueTreeState& state)
    : masterLevel (state.getRawParameterValue (juce::String (masterLevelId.data(), masterLevelId.size())))
{
    const auto& table = allPadParameters();
    jassert (table.size() == parameterCount);

    for (std::size_t i = 0; i < parameterCount; ++i)
    {
        appliers[i] = table[i].apply;
        tuneIndex = table[i].key == "tune" ? i : tuneIndex;

        for (auto pad = 0; pad < padCount; ++pad)
            pads[static_cast<std::size_t> (pad)].values[i] = state.getRawParameterValue (parameterId (pad, table[i].key));
    }

    for (auto pad = 0; pad < padCount; ++pad)
        setNote (pad, defaultNote (pad));
}

bool ParameterReader::hasChanged (PadHandles& pad) const noexcept
{
    const auto note = pad.note.load (std::memory_order_relaxed);
    auto result = note != pad.knownNote || ! isKnown;
    pad.knownNote = note;

    for (std::size_t i = 0; i < parameterCount; ++i)
    {
        const auto value = pad.values[i]->load (std::memory_order_relaxed);
        result = result || value != pad.known[i];
        pad.known[i] = value;
    }

    return result;
}

void ParameterReader::update (Instrument& instrument) noexcept
{
    for (auto index = 0; index < padCount; ++index)
    {
        auto& pad = pads[static_cast<std::size_t> (index)];

        if (! hasChanged (pad))
            continue;

        PadSettings settings;
        settings.note = pad.knownNote;

        for (std::size_t i = 0; i < parameterCount; ++i)
            appliers[i](settings, pad.known[i]);

        instrument.setPad (index, settings);
    }

    isKnown = true;
}

float ParameterReader::masterGain() const noexcept
{
    const auto level = masterLevel->load (std::memory_order_relaxed);
    return level <= PadSettings::silentDb ? 0.0f : std::pow (10.0f, level / 20.0f);
}

int ParameterReader::noteOf (int pad) const noexcept
{
    return pad >= 0 && pad < padCount ? pads[static_cast<std::size_t> (pad)].note.load (std::memory_order_relaxed) : -1;
}

void ParameterReader::setNote (int pad, int note) noexcept
{
    if (pad >= 0 && pad < padCount)
        pads[static_cast<std::size_t> (pad)].note.store (note >= 0 && note < 128 ? note : -1, std::memory_order_relaxed);
}

float ParameterReader::tuneOf (int pad) const noexcept
{
    return pads[static_cast<std::size_t> (pad)].values[tuneIndex]->load (std::memory_order_relaxed);
}
} // namespace stochastick
