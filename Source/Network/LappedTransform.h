#pragma once

#include <torch/nn/module.h>

namespace stochastick
{
/** The lowest `bins` coefficients of a modulated lapped transform (MDCT) with a sine window, Malvar 1992.

    Orthonormal: with bins == hop, synthesise (analyse (x)) == x; with fewer bins that is the orthogonal projection onto
    the lows. Neighbouring frames overlap by `hop` samples, so that changing a coefficient leaves no edge; the first and
    last half frame do not overlap, so that nothing wraps from the attack into the tail.
    Written as folding at the frame borders followed by a DCT-IV. Bin k is centred at (k + ½)·sampleRate/(2·hop). */
class LappedTransform : public torch::nn::Module
{
public:
    LappedTransform (int hop, int bins);

    /** (batch, samples) → (batch, frames, bins); samples must be a multiple of hop. */
    torch::Tensor analyse (const torch::Tensor& signal) const;

    /** (batch, frames, bins) → (batch, samples). The transpose of analyse(). */
    torch::Tensor synthesise (const torch::Tensor& coefficients) const;

private:
    torch::Tensor rotateBorders (const torch::Tensor& signal, double direction) const;

    int hop;
    torch::Tensor basis;   // (hop, bins)
    torch::Tensor rising;  // (hop/2)
    torch::Tensor falling; // (hop/2)
};
} // namespace stochastick
