#!/usr/bin/env python3
"""Loads the built VST3 in pedalboard, a host that is not ours, and plays it.

usage: Vst3Host.py STOCHASTICK.vst3 FOLDER-OF-THE-VIRTUAL-ENVIRONMENT
Exit codes: 0 all is well, 1 not, 77 pedalboard is not there (ctest shows that as skipped)."""

import base64
import io
import json
import os
import struct
import sys
import time

SKIPPED = 77
PLUGIN, ENVIRONMENT = map(os.path.realpath, sys.argv[1:3])
INTERPRETER = os.path.join(ENVIRONMENT, "bin", "python")

try:
    import numpy
    import pedalboard
except ImportError:
    if os.path.exists(INTERPRETER) and sys.prefix != ENVIRONMENT:
        os.execv(INTERPRETER, [INTERPRETER] + sys.argv)
    print("Skipped: pedalboard is not installed, because PyPI could not be reached; `make test` tries again.")
    sys.exit(SKIPPED)

NOTES = [35, 36, 37, 38, 39, 40, 41, 42, 44, 45, 46, 48, 49, 51, 56, 63]
PATTERN = [(NOTES[i % 16], 0.02 + 0.043 * i, 1 + (37 * i) % 127) for i in range(20)]


def load():
    # pedalboard waits so long for middle C to be heard, a key that no pad has
    return pedalboard.VST3Plugin(PLUGIN, initialization_timeout=0.01)


def play(plugin, pattern=PATTERN, seconds=1.5, rate=44100, size=512):
    midi = [(bytes([0x90, note, velocity]), when) for note, when, velocity in pattern]
    return plugin(midi, duration=seconds, sample_rate=rate, num_channels=2, buffer_size=size, reset=True)


def peak(audio):
    return float(numpy.abs(audio).max())


def turn(plugin, name, raw):
    plugin.parameters[name].raw_value = raw


PRESET_HEADER = struct.Struct("<4sI32sq")  # of a .vstpreset: "VST3", version, class, where the list of its parts begins
TONE_HZ = 1000.0


def tone():
    """A second of a sound that no factory kit has, as FLAC in base64."""
    samples = 0.5 * numpy.sin(2 * numpy.pi * TONE_HZ * numpy.arange(44100) / 44100)
    file = io.BytesIO()
    with pedalboard.io.AudioFile(file, "w", 44100, 1, bit_depth=24, format="flac") as flac:
        flac.write(samples.astype(numpy.float32))
    return base64.b64encode(file.getvalue()).decode()


def project_of(plugin):
    """What the plugin stores, and in it, as a text, the pads with their sounds."""
    text = plugin.preset_data[PRESET_HEADER.size :].decode("utf-8", "replace")
    project, _ = json.JSONDecoder().raw_decode(text)  # what follows is the wrapper's
    return project, json.loads(project["session"])


def with_the_tone_on_its_first_pad(plugin):
    """The plugin's own state as a preset file, but for one sound."""
    project, session = project_of(plugin)
    session["sounds"].append(tone())
    pad = session["pads"][0]
    pad["history"][pad["take"]]["sound"]["audio"] = {"sound": len(session["sounds"]) - 1, "length": 44100}
    project["session"] = json.dumps(session)
    component = json.dumps(project).encode()
    end = PRESET_HEADER.size + len(component)
    _, version, identity, _ = PRESET_HEADER.unpack_from(plugin.preset_data)
    parts = struct.pack("<4sI4sqq", b"List", 1, b"Comp", PRESET_HEADER.size, len(component))
    return PRESET_HEADER.pack(b"VST3", version, identity, end) + component + parts


def loudest_frequency(audio, rate=44100):
    spectrum = numpy.abs(numpy.fft.rfft(audio[0]))
    return float(spectrum.argmax()) * rate / audio.shape[1]


def is_created_fast_and_without_a_model():
    load()  # the libraries are read from disk by the first one
    start = time.perf_counter()
    load()  # most of it is pedalboard's, which asks for 226,000 texts of parameters
    seconds = time.perf_counter() - start
    assert seconds < 2.0, f"creation took {seconds:.2f} s"
    opened = {os.path.realpath(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")}
    assert not any("safetensors" in name for name in opened), opened
    assert "safetensors" not in open("/proc/self/maps").read()


def is_an_instrument_with_its_parameters():
    plugin = load()
    assert plugin.is_instrument and not plugin.is_effect
    assert len([name for name in plugin.parameters if name != "bypass"]) == 225, len(plugin.parameters)


def every_key_of_a_new_one_sounds():
    plugin = load()
    for note in NOTES:
        audio = play(plugin, [(note, 0.1, 127)], seconds=0.4)
        assert numpy.isfinite(audio).all()
        assert peak(audio[:, :4409]) == 0.0, f"note {note} is heard before it begins"
        assert 0.05 < peak(audio[:, 4410:]) <= 1.5, f"note {note}: {peak(audio)}"


def is_silent_without_notes():
    assert peak(play(load(), [])) == 0.0


def plays_the_same_again():
    plugin = load()
    first = play(plugin)
    assert numpy.array_equal(first, play(plugin))
    assert numpy.array_equal(first, play(load()))


def block_sizes_change_nothing():
    plugin = load()
    expected = play(plugin)
    for size in (1, 17, 8192):
        assert numpy.array_equal(expected, play(plugin, size=size)), f"blocks of {size}"


def plays_at_every_rate():
    plugin = load()
    energies = []
    for rate in (44100, 48000, 96000):
        audio = play(plugin, [(36, 0.0, 127)], seconds=1.0, rate=rate)
        assert audio.shape == (2, rate)
        energies.append(float((audio.astype(float) ** 2).mean()))
    assert max(energies) / min(energies) < 1.05, f"a kick is not the same sound at all rates: {energies}"


def instances_are_apart():
    one, other = load(), load()
    before = play(other)
    turn(one, "master_level", 0.0)
    assert peak(play(one)) == 0.0
    assert numpy.array_equal(before, play(other))


def state_travels():
    one, other = load(), load()
    plain = play(one)
    turn(one, "2_tune", 0.75)
    turn(one, "4_pan", 1.0)
    turn(one, "11_mute", 1.0)
    changed = play(one)
    assert not numpy.array_equal(plain, changed)
    state = one.raw_state
    other.raw_state = state
    assert numpy.array_equal(changed, play(other))
    assert other.raw_state == state


def a_sound_in_the_state_travels():
    one, other, untouched = load(), load(), load()
    key = [(NOTES[0], 0.0, 127)]
    factory = play(one, key)
    assert abs(loudest_frequency(factory) - TONE_HZ) > 100.0, "the factory's sound is the tone already"
    one.preset_data = with_the_tone_on_its_first_pad(one)
    changed = play(one, key)
    assert abs(loudest_frequency(changed) - TONE_HZ) < 2.0, f"not the tone: {loudest_frequency(changed)} Hz"
    assert numpy.array_equal(factory, play(untouched, key)), "another instance has changed"
    assert numpy.array_equal(play(one, PATTERN[1:16]), play(untouched, PATTERN[1:16])), "other pads have changed"
    state = one.raw_state
    other.raw_state = state
    assert numpy.array_equal(changed, play(other, key)), "the saved sound is not the restored one"
    assert other.raw_state == state


def damaged_state_does_no_harm():
    plugin = load()
    expected = play(plugin)
    state = plugin.raw_state
    for damaged in (b"", b"garbage" * 100, state[: len(state) // 2], state.replace(b"a", b"b")):
        try:
            plugin.raw_state = damaged
        except (ValueError, RuntimeError):
            pass  # pedalboard itself refuses it
        assert peak(play(plugin)) > 0.05
    plugin.raw_state = state
    assert numpy.array_equal(expected, play(plugin))


def many_come_and_go():
    for _ in range(10):
        assert peak(play(load(), [(38, 0.0, 100)], seconds=0.1)) > 0.01


CHECKS = [
    is_created_fast_and_without_a_model,
    is_an_instrument_with_its_parameters,
    every_key_of_a_new_one_sounds,
    is_silent_without_notes,
    plays_the_same_again,
    block_sizes_change_nothing,
    plays_at_every_rate,
    instances_are_apart,
    state_travels,
    a_sound_in_the_state_travels,
    damaged_state_does_no_harm,
    many_come_and_go,
]


def main():
    for check in CHECKS:
        start = time.perf_counter()
        check()
        print(f"{check.__name__.replace('_', ' ')}: {time.perf_counter() - start:.2f} s", flush=True)


if __name__ == "__main__":
    main()
