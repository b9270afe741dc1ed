#pragma once

#include "Audio/MonoAudio.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stochastick
{
/** Drums made by calculation: data for pre-training and tests that needs no recordings and no licence.

    Every sound peaks at 0.9, begins at its first sample, has no DC and ends in exact silence. A voice draws its kind
    (808, acoustic, …) and all its parameters from wide ranges, then a share of sounds goes through a room, saturation,
    a softer stroke, an equaliser or an old sampler. Any thread, any number at once; about 3 ms of one core a sound. */

/** The classes in the order of their numbers: kick, snare, clap, rimshot, hat_closed, hat_open, tom, cymbal, percussion. */
const std::vector<std::string>& drumClasses();

/** One drum at 44.1 kHz, decided by (drumClass, seed, samples) alone; across machines the same to within the rounding
    of their mathematics library, because no distribution of the standard library is used.

    Throws UsageError when drumClass is no index into drumClasses() or samples is under 2048. */
MonoAudio synthesiseDrum (int drumClass, std::uint64_t seed, int samples = 32768);
} // namespace stochastick
