#include "Network/ExpectedPower.h"

namespace stochastick
{
using torch::Tensor;

namespace
{
constexpr int moments = 23; // the last of them 3 s after the onset
constexpr double momentsPerOctave = 2.0;
constexpr double firstSamples = 64.0; // up to here they are spaced evenly
constexpr double stepScale = 32.0;    // powers range over many units, so their steps are larger than those of weights
} // namespace

ExpectedPowerImpl::ExpectedPowerImpl (int classesToUse, int descriptorsToUse, int hopToUse, int bandsToUse,
                                      bool marksSynthetic)
    : classes (classesToUse),
      descriptors (descriptorsToUse),
      hop (hopToUse),
      bands (bandsToUse)
{
    table = register_parameter ("table", torch::zeros ({ (classes + 1) * (1 + 2 * descriptors), moments * bands }));

    if (marksSynthetic)
        syntheticTable = register_parameter ("synthetic_table", torch::zeros ({ classes + 1, moments * bands }));
}

/** (frames, moments): the weights of the two moments around each frame's middle. */
Tensor ExpectedPowerImpl::momentsOfFrames (std::int64_t frames, const torch::TensorOptions& options) const
{
    const auto samples = (torch::arange (frames, options) + 0.5) * hop;
    const auto place = (momentsPerOctave * torch::log2 (1.0 + samples / firstSamples)).clamp (0.0, moments - 1.0);

    return (1.0 - (place.unsqueeze (1) - torch::arange (moments, options).unsqueeze (0)).abs()).clamp_min (0.0);
}

Tensor ExpectedPowerImpl::forward (const Tensor& condition, std::int64_t frames)
{
    const auto weights = condition.narrow (1, 0, classes + 1);
    const auto asked = torch::cat (
        { torch::ones_like (condition.narrow (1, 0, 1)), condition.narrow (1, classes + 1, 2 * descriptors) }, 1);
    auto powers = torch::matmul ((weights.unsqueeze (2) * asked.unsqueeze (1)).flatten (1), table);

    if (syntheticTable.defined())
        powers = powers + torch::matmul (weights * condition.slice (1, -1), syntheticTable);

    return torch::matmul (momentsOfFrames (frames, condition.options()), stepScale * powers.view ({ -1, moments, bands }));
}
} // namespace stochastick
