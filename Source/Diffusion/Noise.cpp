#include "Diffusion/Noise.h"

#include <ATen/core/PhiloxRNGEngine.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace stochastick
{
namespace
{
constexpr std::size_t groupSize = 4; ///< 32-bit words in one Philox block, and normals made of them

/** Half a step above the integer keeps it inside (0, 1), where the logarithm is finite: |normal| < 6.8. */
double uniformFrom (std::uint32_t word)
{
    return (word + 0.5) * 0x1p-32;
}

/** Box–Muller on two pairs of words, in double, so that libraries of mathematics differ in the last float bit at most. */
std::array<float, groupSize> nextNormals (at::Philox4_32& words)
{
    std::array<float, groupSize> normals;

    for (std::size_t i = 0; i < groupSize; i += 2)
    {
        const auto radius = std::sqrt (-2.0 * std::log (uniformFrom (words())));
        const auto angle = 2.0 * std::numbers::pi * uniformFrom (words());
        normals[i] = static_cast<float> (radius * std::cos (angle));
        normals[i + 1] = static_cast<float> (radius * std::sin (angle));
    }

    return normals;
}

/** Key = seed; the upper half of the counter = purpose and step, the lower half = the group of four samples. */
at::Philox4_32 wordsFor (std::uint64_t seed, NoisePurpose purpose, int step)
{
    const auto stream = (static_cast<std::uint64_t> (purpose) << 32) | static_cast<std::uint32_t> (step);
    return at::Philox4_32 (seed, stream, 0);
}

void fillNormal (at::Philox4_32 words, float* values, std::size_t count)
{
    for (std::size_t start = 0; start < count; start += groupSize)
    {
        const auto normals = nextNormals (words);
        std::copy_n (normals.begin(), std::min (groupSize, count - start), values + start);
    }
}
} // namespace

Noise::Noise (std::vector<std::uint64_t> seedOfEachSound)
    : seeds (std::move (seedOfEachSound))
{
}

torch::Tensor Noise::normal (NoisePurpose purpose, int step, std::int64_t samples) const
{
    auto values = torch::empty ({ batchSize(), 1, samples }, torch::TensorOptions().dtype (torch::kFloat32));
    auto* row = values.data_ptr<float>();

    for (const auto seed : seeds)
    {
        fillNormal (wordsFor (seed, purpose, step), row, static_cast<std::size_t> (samples));
        row += samples;
    }

    return values;
}
} // namespace stochastick
