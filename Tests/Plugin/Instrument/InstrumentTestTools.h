#pragma once

#include "Instrument/Instrument.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <span>
#include <vector>

namespace instrumenttest
{
using stochastick::Instrument;
using stochastick::PadSettings;
using stochastick::PlayableSound;
using stochastick::SoundZone;
using stochastick::StereoBus;

using Samples = std::vector<float>;

inline Samples sine (double hz, double seconds, double rate = 44100.0, double amplitude = 0.5)
{
    Samples samples;

    for (int i = 0; i < static_cast<int> (seconds * rate); ++i)
        samples.push_back (static_cast<float> (amplitude * std::sin (2.0 * std::numbers::pi * hz * i / rate)));

    return samples;
}

/** Steady tone without an end of its own, for what must do without clicks: begins and stays at the same amplitude. */
inline Samples constant (float value, std::size_t count)
{
    return Samples (count, value);
}

inline std::shared_ptr<const PlayableSound> soundOf (Samples samples, double rate = 44100.0)
{
    PlayableSound sound;
    sound.zones.push_back ({ 1, 127, rate, std::move (samples) });
    return std::make_shared<const PlayableSound> (std::move (sound));
}

/** The pad's settings in the tests: on a note of its own, 60 + pad, with velocity ignored. */
inline PadSettings padOnNote (int note)
{
    PadSettings settings;
    settings.note = note;
    settings.velocityToLevel = 0.0f;
    return settings;
}

struct Recording
{
    Samples left {}, right {};

    bool operator== (const Recording&) const = default;
};

/** Something to be done before the block that holds (or, if it is to begin there, begins with) a frame. */
struct Happening
{
    int frame = 0;
    std::function<void (Instrument&, int offset)> action {};
    bool beginsBlock = false;
};

inline Happening noteAt (int frame, int note, float velocity = 1.0f)
{
    return { frame, [=] (Instrument& instrument, int offset) { instrument.noteOn (note, velocity, offset); } };
}

inline Happening offAt (int frame, int note)
{
    return { frame, [=] (Instrument& instrument, int offset) { instrument.noteOff (note, offset); } };
}

inline Happening settingsAt (int frame, int pad, const PadSettings& settings)
{
    return { frame, [=] (Instrument& instrument, int) { instrument.setPad (pad, settings); }, true };
}

/** Renders to the first bus; `happenings` in the order of their frames. */
inline Recording play (
    Instrument& instrument, int frames, const std::vector<Happening>& happenings = {},
    const std::function<int()>& blockSize = [] { return 256; })
{
    Recording result { Samples (static_cast<std::size_t> (frames), NAN), Samples (static_cast<std::size_t> (frames), NAN) };
    auto next = happenings.begin();

    for (int start = 0; start < frames;)
    {
        auto end = std::min (start + blockSize(), frames);

        for (; next != happenings.end() && next->frame < end && ! (next->beginsBlock && next->frame > start); ++next)
            next->action (instrument, next->frame - start);

        if (next != happenings.end() && next->frame < end)
            end = next->frame;

        const StereoBus bus { result.left.data() + start, result.right.data() + start };
        instrument.render ({ &bus, 1 }, end - start);
        start = end;
    }

    return result;
}

/** An instrument at 44.1 kHz with one sound on pad 0, note 60. */
inline std::unique_ptr<Instrument> instrumentWith (std::shared_ptr<const PlayableSound> sound,
                                                   const PadSettings& settings = padOnNote (60), double rate = 44100.0)
{
    auto instrument = std::make_unique<Instrument>();
    instrument->prepare (rate, 512);
    instrument->setPad (0, settings);
    instrument->setSound (0, std::move (sound));
    return instrument;
}

inline double largestJump (const Samples& samples)
{
    float largest = 0.0f, before = 0.0f;

    for (const auto sample : samples)
    {
        largest = std::max (largest, std::abs (sample - before));
        before = sample;
    }

    return static_cast<double> (largest);
}

inline double rms (const Samples& samples, std::size_t from, std::size_t to)
{
    double sum = 0.0;

    for (auto i = from; i < to; ++i)
        sum += static_cast<double> (samples[i]) * static_cast<double> (samples[i]);

    return std::sqrt (sum / static_cast<double> (to - from));
}

inline double inDb (double amplitude)
{
    return 20.0 * std::log10 (std::max (amplitude, 1e-15));
}

inline bool allEqual (const Samples& samples, std::size_t from, std::size_t to, float value)
{
    return std::all_of (samples.begin() + static_cast<std::ptrdiff_t> (from),
                        samples.begin() + static_cast<std::ptrdiff_t> (to),
                        [value] (float sample) { return sample == value; });
}
} // namespace instrumenttest
