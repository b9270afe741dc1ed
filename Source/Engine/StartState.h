#pragma once

#include "Diffusion/Inpainting.h"
#include "Diffusion/Sampler.h"
#include "Engine/LoadedModel.h"
#include "Engine/SourceEncoder.h"

namespace stochastick
{
/** Samples of the sound that a recipe asks for; a length that the network can make. */
int lengthOf (const Recipe& recipe, const ModelInfo& info);

/** Nothing of long sources is lost: of two that nobody gave a length, the longer one's, up to 3 s, counts where it is longer than
    the model's own. */
void coverSources (Recipe& recipe, const ModelInfo& info);

/** The noise-to-signal ratio where the run of a recipe begins: the model's largest, or less for a variation. The amount is
    spread like Karras's levels, so that equal steps are about equally much to the ear. */
double largestRatioOf (const Recipe& recipe, const ModelInfo& info);

/** A source on the device as the network sees it: peak at −1 dBFS, padded with silence or cut to `length`, emphasised. */
struct PreparedSource
{
    Tensor sound;      ///< (1, 1, length)
    double gain = 1.0; ///< that brought its peak there
};

PreparedSource prepare (const SourceSound& source, const LoadedModel& model, int length);

/** The state at the first level of `run`: noise, a noised or encoded source, or the state between two encoded ones.
    Worker thread, where no gradients are recorded. Throws UsageError when a source has to be encoded with a stochastic rule. */
SamplingResult startState (const Recipe& recipe, const LoadedModel& model, SourceEncoder& encoder, const SamplingRun& run,
                           int length);

/** What is kept of the first source; for recipes that keep some. */
KeptPart keptPart (const Recipe& recipe, const PreparedSource& source, int sampleRate);

/** Puts the first source back where it is kept in time, to the bit, cross-fades at the edges of the regions, and puts back its
    lows where they are kept. Ends in silence when the end was made anew.
    @param made  deemphasised, at the source's own level */
void keepSource (MonoAudio& made, const Recipe& recipe);
} // namespace stochastick
