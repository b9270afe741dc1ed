#pragma once

#include "Audio/MonoAudio.h"
#include "Training/Dataset.h"

namespace stochastick
{
struct JudgedDrum
{
    MonoAudio audio;
    int group = -1; ///< takes of one drum share it; −1: there is no other take
};

/** A set of drums: those of each class, in the order of drumClasses(). */
using DrumSet = std::vector<std::vector<JudgedDrum>>;

/** Real ones. */
DrumSet drumSetOf (const std::vector<Example>& examples, int sampleRate);

/** At most `perClass` of each class, spread over it. Distances and recall of few sounds are worse than those of many of the same
    kind: what is compared must be as many. */
DrumSet someOf (const DrumSet& set, int perClass);

/** Our procedural drums, from seeds that no training draws, of the classes that `like` has drums of.
    @param length  samples */
DrumSet proceduralDrums (int perClass, int length, const DrumSet& like);

/** White noise under the envelopes of the drums. */
DrumSet envelopedNoise (const DrumSet& drums);
} // namespace stochastick
