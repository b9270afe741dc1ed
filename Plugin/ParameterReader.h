#pragma once

#include "Instrument/Instrument.h"
#include "Parameters.h"

#include <array>
#include <atomic>

namespace stochastick
{
/** Carries parameters and notes to the instrument: numbers by handle, no names. */
class ParameterReader
{
public:
    explicit ParameterReader (juce::AudioProcessorValueTreeState& state);

    // Audio thread

    /** Tells the instrument what has changed since the last call; everything after forget(). */
    void update (Instrument& instrument) noexcept;
    float masterGain() const noexcept; ///< amplitude

    // Never beside update()

    void forget() noexcept { isKnown = false; }

    // Any thread

    int noteOf (int pad) const noexcept;
    void setNote (int pad, int note) noexcept; ///< outside 0…127: none
    float tuneOf (int pad) const noexcept;     ///< semitones

private:
    static constexpr std::size_t parameterCount = 14;

    struct PadHandles
    {
        std::array<std::atomic<float>*, parameterCount> values {};
        std::array<float, parameterCount> known {};
        std::atomic<int> note { -1 };
        int knownNote = -1;
    };

    bool hasChanged (PadHandles& pad) const noexcept;

    std::array<PadHandles, padCount> pads {};
    std::array<void (*) (PadSettings&, float), parameterCount> appliers {};
    std::size_t tuneIndex = 0;
    std::atomic<float>* masterLevel = nullptr;
    bool isKnown = false;
};
} // namespace stochastick
