#pragma once

#include "Audio/MonoAudio.h"

#include <torch/types.h>

namespace stochastick
{
/** A fixed description of a drum for measuring sets of them: log-mel energies averaged over 32 bands and 16 spans of time
    that lengthen from 6 ms at the hit to about 0.1 s, of the peak-normalised sound. (512) */
torch::Tensor embedSound (const MonoAudio& audio);

/** (sounds, 512) */
torch::Tensor embedSounds (const std::vector<MonoAudio>& sounds);

/** Projection to the directions in which a reference set varies most, each scaled to unit variance in it: without it
    a covariance of 512 dimensions cannot be estimated from a few hundred sounds. */
class PrincipalComponents
{
public:
    /** @param reference  (sounds, features), more sounds than components */
    PrincipalComponents (const torch::Tensor& reference, int components);

    /** (sounds, features) → (sounds, components) */
    torch::Tensor project (const torch::Tensor& embeddings) const;

private:
    torch::Tensor mean, directions;
};
} // namespace stochastick
