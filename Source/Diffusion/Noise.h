#pragma once

#include <cstdint>
#include <torch/types.h>
#include <vector>

namespace stochastick
{
/** What a random draw is for; part of the counter, so that draws for different purposes never repeat each other. */
enum class NoisePurpose : std::uint32_t
{
    start = 0,     ///< the noise that a run starts from
    step = 1,      ///< what a stochastic sampler adds in one move
    known = 2,     ///< what is added to the kept part of a sound when a region is regenerated
    corrector = 3, ///< what a Langevin corrector adds between two moves
    probe = 4,     ///< the directions in which a divergence is measured
    resampling = 5 ///< what is added back before a move is made once more
};

/** Counter-based Gaussian noise (Philox 4x32-10, Salmon et al. 2011; Box–Muller).

    A value depends on (seed, purpose, step, sample index) alone: not on the batch a sound is made in, not on the order
    of the calls, not on the device. Always drawn on the CPU in float32 and then copied. One seed for each sound of
    the batch. Any thread. */
class Noise
{
public:
    explicit Noise (std::vector<std::uint64_t> seedOfEachSound);

    /** (batch, 1, samples), standard normal, float32, on the CPU. A longer draw begins with the shorter one.
        @param step  ≥ 0 */
    torch::Tensor normal (NoisePurpose purpose, int step, std::int64_t samples) const;

    /** The noise of one sound of the batch. */
    Noise only (std::size_t sound) const { return Noise ({ seeds.at (sound) }); }

    std::int64_t batchSize() const { return static_cast<std::int64_t> (seeds.size()); }

private:
    std::vector<std::uint64_t> seeds;
};
} // namespace stochastick
