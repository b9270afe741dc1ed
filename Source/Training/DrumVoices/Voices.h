#pragma once

#include "Training/SynthesisParts.h"

namespace stochastick::drums
{
/** The voices: each fills an empty signal with one dry drum of its class, drawn from all its kinds. They leave level,
    onset, tail and DC to synthesiseDrum. One file a family; any thread. */
void renderKick (Signal& out, SynthesisRandom& random);
void renderSnare (Signal& out, SynthesisRandom& random);
void renderClap (Signal& out, SynthesisRandom& random);
void renderRimshot (Signal& out, SynthesisRandom& random);
void renderClosedHat (Signal& out, SynthesisRandom& random);
void renderOpenHat (Signal& out, SynthesisRandom& random);
void renderTom (Signal& out, SynthesisRandom& random);
void renderCymbal (Signal& out, SynthesisRandom& random);
void renderPercussion (Signal& out, SynthesisRandom& random);

/** The families of renderPercussion. */
void renderHandDrum (Signal& out, SynthesisRandom& random);
void renderStruckMetal (Signal& out, SynthesisRandom& random);
void renderStruckWood (Signal& out, SynthesisRandom& random);
void renderShaken (Signal& out, SynthesisRandom& random);
} // namespace stochastick::drums
