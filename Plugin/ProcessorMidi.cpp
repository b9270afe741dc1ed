#include "ProcessorMidi.h"

namespace stochastick
{
namespace
{
enum Status
{
    noteOff = 0x80,
    noteOn = 0x90,
    controller = 0xb0
};

enum Controller
{
    allSoundOff = 120,
    allNotesOff = 123
};

void playController (int number, Instrument& instrument, int frame) noexcept
{
    if (number == allSoundOff)
        instrument.allSoundOff (frame);
    else if (number >= allNotesOff) // 124…127 imply it
        instrument.allNotesOff (frame);
}
} // namespace

void playMidi (const juce::MidiBuffer& midi, Instrument& instrument) noexcept
{
    for (const auto event : midi) // never event.getMessage(): it allocates for long messages
    {
        if (event.numBytes < 3)
            continue;

        const auto frame = juce::jmax (0, event.samplePosition);

        switch (event.data[0] & 0xf0)
        {
            case noteOn: instrument.noteOn (event.data[1], static_cast<float> (event.data[2]) / 127.0f, frame); break;
            case noteOff: instrument.noteOff (event.data[1], frame); break;
            case controller: playController (event.data[1], instrument, frame); break;
            default: break;
        }
    }
}
} // namespace stochastick
