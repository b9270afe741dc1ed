#include "Instrument/Instrument.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stochastick
{
namespace
{
constexpr double chokeSeconds = 0.005, noteOffSeconds = 0.03;
constexpr double lightSeconds = 0.15; // to fall to 1/e

void clear (std::span<const StereoBus> buses, int frames) noexcept
{
    for (const auto& bus : buses)
        for (auto* channel : { bus.left, bus.right })
            if (channel != nullptr)
                std::fill_n (channel, frames, 0.0f);
}

StereoBus busOrFirst (std::span<const StereoBus> buses, int wanted) noexcept
{
    const auto isThere = [&] (std::size_t i) { return i < buses.size() && buses[i].left && buses[i].right; };
    const auto index = static_cast<std::size_t> (wanted);

    return isThere (index) ? buses[index] : isThere (0) ? buses[0] : StereoBus {};
}

void renderUnheard (Voice& voice, const StripChunk& strip, int frames) noexcept
{
    std::array<float, chunkFrames> left {}, right {};
    voice.render (strip, left.data(), right.data(), frames);
}
} // namespace

void Instrument::prepare (double sampleRate, int)
{
    reset();
    rate = sampleRate >= 1000.0 && sampleRate <= 1e7 ? sampleRate : 44100.0;
    tables = &SincTables::shared();
    settingsChanged = true;

    for (auto& pad : pads)
        pad.strip.prepare (rate);
}

void Instrument::reset() noexcept
{
    voices.forEach ([] (Voice& voice) { voice.stop(); });
    events.clear();

    for (auto& pad : pads)
    {
        pad.strip.arrive();
        pad.slot.restart();
        pad.light = 0.0f;
    }

    show (0);
}

void Instrument::setPad (int pad, const PadSettings& newSettings) noexcept
{
    if (! isPad (pad))
        return;

    const auto usable = inRange (newSettings);
    settingsChanged = settingsChanged || ! (usable == padAt (pad).settings);
    padAt (pad).settings = usable;
}

void Instrument::noteOn (int note, float velocity, int frame) noexcept
{
    const auto isHit = velocity > 0.0f;
    events.add ({ isHit ? InstrumentEvent::Kind::noteOn : InstrumentEvent::Kind::noteOff, note, velocity, frame });
}

void Instrument::noteOff (int note, int frame) noexcept
{
    events.add ({ InstrumentEvent::Kind::noteOff, note, 0.0f, frame });
}

void Instrument::hitPad (int pad, float velocity, int frame) noexcept
{
    if (isPad (pad) && velocity > 0.0f)
        events.add ({ InstrumentEvent::Kind::hitPad, pad, velocity, frame });
}

void Instrument::allNotesOff (int frame) noexcept
{
    events.add ({ InstrumentEvent::Kind::allNotesOff, 0, 0.0f, frame });
}

void Instrument::allSoundOff (int frame) noexcept
{
    events.add ({ InstrumentEvent::Kind::allSoundOff, 0, 0.0f, frame });
}

void Instrument::render (std::span<const StereoBus> buses, int frames) noexcept
{
    if (frames <= 0)
        return;

    clear (buses, frames);

    if (tables == nullptr)
        return events.clear();

    takeChanges();

    for (int at = 0; at < frames;)
    {
        InstrumentEvent event;

        while (events.take (at, event))
            happen (event);

        const auto count = std::min (events.nextFrame (frames) - at, chunkFrames);
        renderChunk (buses, at, count);
        at += count;
    }

    events.advance (frames);
    show (frames);
}

void Instrument::takeChanges() noexcept
{
    for (auto& pad : pads)
        pad.slot.update();

    if (! std::exchange (settingsChanged, false))
        return;

    const auto anySolo = std::any_of (pads.begin(), pads.end(), [] (const Pad& pad) { return pad.settings.solo; });

    for (int i = 0; i <= auditionPad; ++i)
    {
        const auto& settings = padAt (i).settings;
        const auto isSilenced = settings.mute || (anySolo && ! settings.solo && i != auditionPad);
        padAt (i).strip.aim (settings, isSilenced);
    }
}

void Instrument::happen (const InstrumentEvent& event) noexcept
{
    const auto velocity = std::min (event.velocity, 1.0f);

    switch (event.kind)
    {
        case InstrumentEvent::Kind::noteOn: startNote (event.number, velocity); break;
        case InstrumentEvent::Kind::noteOff: endNotes (event.number, event.number); break;
        case InstrumentEvent::Kind::allNotesOff: endNotes (0, 127); break;
        case InstrumentEvent::Kind::allSoundOff: voices.forEach ([] (Voice& voice) { voice.fadeOut (chokeSeconds); }); break;
        case InstrumentEvent::Kind::hitPad:
            choke (event.number);
            startHit (event.number, -1, velocity);
            break;
    }
}

void Instrument::startNote (int note, float velocity) noexcept
{
    const auto plays = [&] (int pad) { return note >= 0 && padAt (pad).settings.note == note; };

    for (int pad = 0; pad < padCount; ++pad) // first, as pads on the same key do not choke each other
        if (plays (pad))
            choke (pad);

    for (int pad = 0; pad < padCount; ++pad)
        if (plays (pad))
            startHit (pad, note, velocity);
}

void Instrument::endNotes (int lowest, int highest) noexcept
{
    voices.forEach ([lowest, highest] (Voice& voice) {
        const auto note = voice.origin().note;

        if (voice.endsWithNote() && note >= lowest && note <= highest)
            voice.fadeOut (noteOffSeconds);
    });
}

void Instrument::choke (int pad) noexcept
{
    const auto group = padAt (pad).settings.chokeGroup;

    voices.forEach ([group, pad] (Voice& voice) {
        if ((group > 0 && voice.chokeGroup() == group) || (pad == auditionPad && voice.origin().pad == pad))
            voice.fadeOut (chokeSeconds);
    });
}

void Instrument::startHit (int pad, int note, float velocity) noexcept
{
    auto& struck = padAt (pad);
    auto* sound = struck.slot.current();
    const auto midiVelocity = std::clamp (static_cast<int> (std::lround (velocity * 127.0f)), 1, 127);
    const auto* zone = sound != nullptr ? sound->nextZone (midiVelocity) : nullptr;
    struck.light = velocity;

    if (zone == nullptr)
        return;

    if (! voices.sounds (pad))
        struck.strip.arrive();

    voices.take().start ({ pad, note, velocity, ++hitCount }, struck.settings, *sound, *zone, rate, *tables);
}

void Instrument::renderChunk (std::span<const StereoBus> buses, int start, int frames) noexcept
{
    std::array<bool, auditionPad + 1> isRead {};

    voices.forEach ([&] (Voice& voice) {
        auto& pad = padAt (voice.origin().pad);
        const auto bus = busOrFirst (buses, voice.bus());

        if (! std::exchange (isRead[static_cast<std::size_t> (voice.origin().pad)], true))
            pad.strip.read (pad.chunk, frames);

        if (bus.left != nullptr)
            voice.render (pad.chunk, bus.left + start, bus.right + start, frames);
        else
            renderUnheard (voice, pad.chunk, frames);
    });
}

void Instrument::show (int frames) noexcept
{
    const auto fall = rate > 0.0 ? static_cast<float> (std::exp (-frames / (lightSeconds * rate))) : 0.0f;
    std::array<const Voice*, auditionPad + 1> latest {};

    voices.forEach ([&] (const Voice& voice) {
        auto& ofPad = latest[static_cast<std::size_t> (voice.origin().pad)];

        if (voice.counts() && (ofPad == nullptr || voice.origin().number > ofPad->origin().number))
            ofPad = &voice;
    });

    for (std::size_t i = 0; i < pads.size(); ++i)
    {
        pads[i].light = pads[i].light < 0.001f ? 0.0f : pads[i].light * fall;
        pads[i].shownLight.store (pads[i].light, std::memory_order_relaxed);
        pads[i].shownPosition.store (latest[i] != nullptr ? latest[i]->position() : -1.0, std::memory_order_relaxed);
    }

    shownVoices.store (voices.playingCount(), std::memory_order_relaxed);
}

void Instrument::setSound (int pad, std::shared_ptr<const PlayableSound> sound)
{
    if (isPad (pad))
        padAt (pad).slot.hand (std::move (sound));
}

void Instrument::collect()
{
    for (auto& pad : pads)
        pad.slot.collect();
}

float Instrument::padActivity (int pad) const noexcept
{
    return isPad (pad) ? padAt (pad).shownLight.load (std::memory_order_relaxed) : 0.0f;
}

double Instrument::playPosition (int pad) const noexcept
{
    return isPad (pad) ? padAt (pad).shownPosition.load (std::memory_order_relaxed) : -1.0;
}
} // namespace stochastick
